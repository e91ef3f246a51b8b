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
    op,
    input,
    output: [rest.output],
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

/** Tokens in front of the map in `tokens_in_front` of `makeLayoutChain`. */
export const TOKENS_IN_FRONT = 2;

/**
 * The bytes of a model whose one way from a convolution to its output leads through all layouts, one after the other:
 * `conv`, `nhwc`, `tokens`, `tokens_in_front`; two tokens made of the image's averages, around the convolution, stand in
 * front of the last. Its output weighs every place and token differently.
 */
export function makeLayoutChain({ height, width }: { height: number; width: number }): Uint8Array {
  const places = (height / PATCH) * (width / PATCH) + TOKENS_IN_FRONT;
  const values = (name: string, dims: number[], scale = 1) => ({
    name,
    dims,
    data: Float32Array.from(
      { length: dims.reduce((a, b) => a * b, 1) },
      (_, i) => scale * Math.sin(i * i + name.length),
    ),
  });
  const shape = (name: string, ...dims: number[]) => ({
    name,
    dims: [dims.length],
    data: BigInt64Array.from(dims, BigInt),
  });
  return makeModel({
    inputs: [{ name: 'image', shape: ['n', 3, height, width] }],
    nodes: [
      {
        op: 'Conv',
        input: ['image', 'w'],
        output: ['conv'],
        attributes: { kernel_shape: [PATCH, PATCH], strides: [PATCH, PATCH] },
      },
      { op: 'Transpose', input: ['conv'], output: ['nhwc'], attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Reshape', input: ['nhwc', 'to_tokens'], output: ['tokens'] },
      { op: 'ReduceMean', input: ['image'], output: ['colours'], attributes: { axes: [2, 3], keepdims: 0 } },
      { op: 'MatMul', input: ['colours', 'from_colours'], output: ['flat'] },
      { op: 'Reshape', input: ['flat', 'to_front'], output: ['front'] },
      { op: 'Concat', input: ['front', 'tokens'], output: ['tokens_in_front'], attributes: { axis: 1 } },
      { op: 'Mul', input: ['tokens_in_front', 'weights'], output: ['weighed'] },
      { op: 'ReduceMean', input: ['weighed'], output: ['means'], attributes: { axes: [1], keepdims: 0 } },
      { op: 'Sub', input: ['means', 'level'], output: ['classes'] },
    ],
    outputs: [{ name: 'classes', shape: ['n', UNITS] }],
    weights: [
      values('w', [UNITS, 3, PATCH, PATCH]),
      values('from_colours', [3, TOKENS_IN_FRONT * UNITS], 3),
      values('weights', [1, places, UNITS]),
      shape('to_tokens', 0, -1, UNITS),
      // What the classes are for images of bytes, about: so none of them always wins.
      { name: 'level', dims: [UNITS], data: Float32Array.of(-70, 275, 40, -70, -40) },
      shape('to_front', 0, TOKENS_IN_FRONT, UNITS),
    ],
  });
}
