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

// 24×16 pixels in patches of 4: 6 rows of 4 columns, 24 places; 6 units.
export const [ROWS, COLUMNS, PLACES] = [6, 4, 24];
export const size = { height: ROWS * 4, width: COLUMNS * 4 };
export const grid = { height: ROWS, width: COLUMNS };

export type Kind = Pick<KindOptions, 'nodes' | 'integers' | 'weights'>;
export const FLAT: Kind = { nodes: [op('Reshape', ['conv', 's'], 'flat')], integers: { s: [0, UNITS, -1] } };
export const TOKENS: Kind = {
  ...FLAT,
  nodes: [...FLAT.nodes, op('Transpose', ['flat'], 'tokens', { perm: [0, 2, 1] })],
};
export const extend = (before: Kind, { nodes, integers, weights }: Kind): Kind => ({
  nodes: [...before.nodes, ...nodes],
  integers: { ...before.integers, ...integers },
  weights: { ...before.weights, ...weights },
});

// Each is the convolution's own values in another order, so the map read from it must be the convolution's.
export const MAPS: [string, Kind, object][] = [
  [
    'units first in three dimensions',
    extend(FLAT, { nodes: [op('Identity', ['flat'], 'y')] }),
    { layout: 'units-tokens' },
  ],
  [
    'tokens, by way of units last',
    {
      nodes: [op('Transpose', ['conv'], 't', { perm: [0, 2, 3, 1] }), op('Reshape', ['t', 's'], 'y')],
      integers: { s: [0, -1, UNITS] },
    },
    { layout: 'tokens' },
  ],
  [
    'tokens transposed twice',
    extend(TOKENS, {
      nodes: [op('Transpose', ['tokens'], 'u', { perm: [0, 2, 1] }), op('Transpose', ['u'], 'y', { perm: [0, 2, 1] })],
    }),
    { layout: 'tokens' },
  ],
  [
    'tokens first',
    extend(TOKENS, { nodes: [op('Transpose', ['tokens'], 'y', { perm: [1, 0, 2] })] }),
    {
      layout: 'tokens-first',
    },
  ],
  [
    'tokens column by column',
    {
      nodes: [op('Transpose', ['conv'], 't', { perm: [0, 3, 2, 1] }), op('Reshape', ['t', 's'], 'y')],
      integers: { s: [0, -1, UNITS] },
    },
    { layout: 'tokens', tokenOrder: 'columns' },
  ],
  [
    'windows of 3×2, one after the other',
    {
      nodes: [
        op('Reshape', ['conv', 's'], 'r'),
        op('Transpose', ['r'], 't', { perm: [0, 2, 4, 3, 5, 1] }),
        op('Reshape', ['t', 'u'], 'y'),
      ],
      integers: { s: [0, UNITS, 2, 3, 2, 2], u: [0, PLACES, UNITS] },
    },
    { layout: 'tokens', tokenOrder: 'h2:3,w2:2,h3,w2' },
  ],
  [
    'mask units',
    {
      nodes: [
        op('Reshape', ['conv', 's'], 'r'),
        op('Transpose', ['r'], 't', { perm: [0, 3, 5, 2, 4, 1] }),
        op('Reshape', ['t', 'u'], 'y'),
      ],
      integers: { s: [0, UNITS, 2, 3, 2, 2], u: [0, PLACES, UNITS] },
    },
    { layout: 'tokens', tokenOrder: 'h3,w2,h2:3,w2:2' },
  ],
  [
    'windows put together again',
    {
      nodes: [
        op('Reshape', ['conv', 's'], 'r'),
        op('Transpose', ['r'], 't', { perm: [0, 2, 4, 3, 5, 1] }),
        op('Reshape', ['t', 'u'], 'windows'),
        op('Reshape', ['windows', 'v'], 'a'),
        op('Transpose', ['a'], 'b', { perm: [0, 5, 1, 3, 2, 4] }),
        op('Reshape', ['b', 'o'], 'y'),
      ],
      integers: {
        s: [-1, UNITS, 2, 3, 2, 2],
        u: [-1, 6, UNITS],
        v: [-1, 2, 2, 3, 2, UNITS],
        o: [-1, UNITS, ROWS, COLUMNS],
      },
    },
    { layout: 'nchw' },
  ],
  [
    'rolled and rolled back',
    {
      nodes: [
        op('Slice', ['conv', 'two', 'six', 'h'], 'low'),
        op('Slice', ['conv', 'zero', 'two', 'h'], 'high'),
        op('Concat', ['low', 'high'], 'rolled', { axis: 2 }),
        op('Slice', ['rolled', 'four', 'six', 'h'], 'a'),
        op('Slice', ['rolled', 'zero', 'four', 'h'], 'b'),
        op('Concat', ['a', 'b'], 'y', { axis: 2 }),
      ],
      integers: { zero: [0], two: [2], four: [4], six: [6], h: [2] },
    },
    { layout: 'nchw' },
  ],
  [
    'padded for windows and cropped again',
    {
      nodes: [op('Pad', ['conv', 'p'], 'padded'), op('Slice', ['padded', 'zero', 'six', 'h'], 'y')],
      integers: { p: [0, 0, 0, 0, 0, 0, 3, 0], zero: [0], six: [6], h: [2] },
    },
    { layout: 'nchw' },
  ],
];
