import { type MadeNode, makeModel } from './make-model.ts';

const UNITS = 5;
const PATCH = 4;

/**
 * The bytes of a model that cuts its image into patches of 4×4 pixels by a convolution of 5 units, and holds the result
 * in every layout: `conv`, `nhwc`, `tokens`, `class_tokens` (one in front), `register_tokens` (five in front), `nhwc_late`
 * and `nchw_late` (maps made of tokens again, behind which no operator says their order), and `dense` (batch, units).
 * `heads` is no map; `pixels` is the image itself, where its values are not negative.
 */
export function makeLayoutTwins({ height, width }: { height: number; width: number }): Uint8Array {
  const [rows, columns] = [height / PATCH, width / PATCH];
  const shape = (name: string, ...dims: number[]) => ({
    name,
    dims: [dims.length],
    data: BigInt64Array.from(dims, BigInt),
  });
  const strides = { kernel_shape: [PATCH, PATCH], strides: [PATCH, PATCH] };
  const node = (op: string, input: string[], rest: { output: string; attributes?: MadeNode['attributes'] }) => ({
    ...{ op, input, output: [rest.output] },
    ...(rest.attributes && { attributes: rest.attributes }),
  });
  const nodes = [
    node('Relu', ['image'], { output: 'pixels' }),
    node('Conv', ['image', 'w'], { output: 'conv', attributes: strides }),
    node('Transpose', ['conv'], { output: 'nhwc', attributes: { perm: [0, 2, 3, 1] } }),
    node('Reshape', ['nhwc', 'to_tokens'], { output: 'tokens' }),
    // Tokens in front: slices of those that are there, of another value.
    node('Slice', ['tokens', 'zero', 'one', 'axis'], { output: 'first' }),
    node('Neg', ['first'], { output: 'class' }),
    node('Concat', ['class', 'tokens'], { output: 'class_tokens', attributes: { axis: 1 } }),
    node('Concat', ['class', 'class', 'class', 'class', 'class', 'tokens'], {
      output: 'register_tokens',
      attributes: { axis: 1 },
    }),
    node('Reshape', ['tokens', 'to_nhwc'], { output: 'nhwc_late' }),
    node('Transpose', ['tokens'], { output: 'units_tokens', attributes: { perm: [0, 2, 1] } }),
    node('Reshape', ['units_tokens', 'to_nchw'], { output: 'nchw_late' }),
    node('Reshape', ['tokens', 'to_heads'], { output: 'heads' }),
    node('ReduceMean', ['conv'], { output: 'dense', attributes: { axes: [2, 3], keepdims: 0 } }),
  ];
  return makeModel({
    inputs: [{ name: 'image', shape: ['n', 3, height, width] }],
    nodes,
    outputs: [{ name: 'dense', shape: ['n', UNITS] }],
    weights: [
      {
        name: 'w',
        dims: [UNITS, 3, PATCH, PATCH],
        data: Float32Array.from({ length: UNITS * 3 * PATCH ** 2 }, (_, i) => Math.sin(i * i)),
      },
      shape('to_tokens', 0, -1, UNITS),
      shape('to_nhwc', 0, rows, columns, UNITS),
      shape('to_nchw', 0, UNITS, rows, columns),
      shape('to_heads', 0, 1, rows * columns, UNITS),
      ...[shape('zero', 0), shape('one', 1), shape('axis', 1)],
    ],
  });
}
