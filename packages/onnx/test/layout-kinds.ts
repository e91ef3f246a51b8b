import { type MadeModel, type MadeNode, makeModel } from './make-model.ts';

export const UNITS = 6;
const PATCH = 4;

/** A small network around one patch convolution `conv` of six units; the tensor in question is `y`. */
export interface KindOptions {
  readonly height: number;
  readonly width: number;
  /** A number fixes the batch; default dynamic. */
  readonly batch?: number;
  /** Default (batch, 3, h, w). */
  readonly unitsLast?: boolean;
  /** What follows the convolution. */
  readonly nodes: readonly MadeNode[];
  /** Integers and weights (all 0.1 times a sine) by name. */
  readonly integers?: Readonly<Record<string, readonly number[]>>;
  readonly weights?: Readonly<Record<string, readonly number[]>>;
}

/** The bytes of the network. */
export function makeKind({
  height,
  width,
  batch,
  unitsLast,
  nodes,
  integers = {},
  weights = {},
}: KindOptions): Uint8Array {
  const values = (name: string, dims: readonly number[]) => ({
    name,
    dims,
    data: Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => 0.1 * Math.sin(i * i + name.length)),
  });
  const made: MadeModel = {
    inputs: [{ name: 'image', shape: unitsLast ? [batch ?? 'n', height, width, 3] : [batch ?? 'n', 3, height, width] }],
    nodes: [
      ...(unitsLast ? [op('Transpose', ['image'], 'first', { perm: [0, 3, 1, 2] })] : []),
      op('Conv', [unitsLast ? 'first' : 'image', 'w'], 'conv', {
        kernel_shape: [PATCH, PATCH],
        strides: [PATCH, PATCH],
      }),
      ...nodes,
    ],
    outputs: [{ name: 'y', shape: null }],
    weights: [
      values('w', [UNITS, 3, PATCH, PATCH]),
      ...Object.entries(weights).map(([name, dims]) => values(name, dims)),
      ...Object.entries(integers).map(([name, data]) => ({
        name,
        dims: [data.length],
        data: BigInt64Array.from(data, BigInt),
      })),
    ],
  };
  return makeModel(made);
}

/** A node of one output, with its attributes. */
export function op(
  name: string,
  input: readonly string[],
  output: string,
  attributes: NonNullable<MadeNode['attributes']> = {},
): MadeNode {
  return { op: name, input, output: [output], attributes };
}
