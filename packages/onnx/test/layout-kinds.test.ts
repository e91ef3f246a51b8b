import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkLayouts,
  findTensor,
  type LayerActivations,
  type LayoutRequest,
  openLayerSession,
  preprocessingSchema,
  readModel,
  requireLayouts,
} from '../src/index.ts';
import { type KindOptions, makeKind, op, UNITS } from './layout-kinds.ts';

// 24×16 pixels in patches of 4: 6 rows of 4 columns, 24 places; 6 units.
const [ROWS, COLUMNS, PLACES] = [6, 4, 24];
const size = { height: ROWS * 4, width: COLUMNS * 4 };
const grid = { height: ROWS, width: COLUMNS };
const folder = mkdtempSync(join(tmpdir(), 'strata-kinds-'));
const image = join(folder, 'image.png');
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  const noise = Buffer.from(Array.from({ length: PLACES * 16 * 3 }, (_, at) => (at * 37 + at * at) % 251));
  await sharp(noise, { raw: { ...size, channels: 3 } })
    .png()
    .toFile(image);
});

type Kind = Pick<KindOptions, 'nodes' | 'integers' | 'weights'>;
const FLAT: Kind = { nodes: [op('Reshape', ['conv', 's'], 'flat')], integers: { s: [0, UNITS, -1] } };
const TOKENS: Kind = { ...FLAT, nodes: [...FLAT.nodes, op('Transpose', ['flat'], 'tokens', { perm: [0, 2, 1] })] };
const extend = (before: Kind, { nodes, integers, weights }: Kind): Kind => ({
  nodes: [...before.nodes, ...nodes],
  integers: { ...before.integers, ...integers },
  weights: { ...before.weights, ...weights },
});

let count = 0;
function made(kind: Kind, other: Partial<KindOptions> = {}): string {
  count += 1;
  const path = join(folder, `${count}.onnx`);
  writeFileSync(path, makeKind({ ...size, ...kind, ...other }));
  return path;
}

async function valuesOf(
  path: string,
  { request = {}, unitsLast = false }: { request?: LayoutRequest; unitsLast?: boolean } = {},
) {
  const preprocessing = preprocessingSchema.parse({ ...size, layout: unitsLast ? 'nhwc' : 'nchw' });
  const session = await openLayerSession(path, { layers: ['y'], preprocessing, request, batchSize: 2 });
  const expected = await openLayerSession(path, { layers: ['conv'], preprocessing, batchSize: 2 });
  try {
    const [found, conv] = await Promise.all(
      [session, expected].map(async (one) => {
        const { layers } = await one.run(await one.prepare(one.batchSize === 2 ? [image, image] : [image]));
        return layers[0] as LayerActivations;
      }),
    );
    return { found: found as LayerActivations, conv: conv as LayerActivations };
  } finally {
    await session.close();
    await expected.close();
  }
}

// Each is the convolution's own values in another order, so the map read from it must be the convolution's.
const MAPS: [string, Kind, object][] = [
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
const registers = (front: number, behind: number): [string, Kind, object] => [
  `${front} tokens in front and ${behind} behind`,
  extend(TOKENS, {
    nodes: [
      op('Slice', ['tokens', 'zero', 'one', 'axis'], 'a'),
      op('Neg', ['a'], 'other'),
      op('Concat', [...Array(front).fill('other'), 'tokens', ...Array(behind).fill('other')], 'y', { axis: 1 }),
    ],
    integers: { zero: [0], one: [1], axis: [1] },
  }),
  { layout: 'tokens', classTokens: front, tailTokens: behind },
];

describe('a map in another order is read as the convolution that it holds:', () => {
  const all = [
    ...MAPS,
    registers(1, 0),
    registers(2, 0),
    registers(3, 0),
    registers(5, 0),
    registers(1, 25),
    registers(0, 40),
  ];
  describe.each<[string, Partial<KindOptions>]>([
    ['a dynamic batch', {}],
    ['a batch of 1', { batch: 1 }],
    ['a batch of 24, as many as tokens', { batch: PLACES }],
    ['an input with units last', { unitsLast: true }],
  ])('%s', (_, other) => {
    test.each(all)('%s', async (_name, kind, expected) => {
      // The batch is written into reshapes by some exporters; -1 leaves it open in all of ours.
      const path = made(kind, other);
      const layer = findTensor(await readModel(path), 'y');
      expect(layer).toMatchObject({ units: UNITS, grid, probeable: true, reason: null, ...expected });
      const { found, conv } = await valuesOf(path, { unitsLast: other.unitsLast ?? false });
      expect(found.shape).toEqual(conv.shape);
      expect(new Set(found.data).size).toBeGreaterThan(PLACES);
      expect(found.data).toEqual(conv.data);
    });
  });

  test('whatever its size', async () => {
    for (const [height, width] of [
      [28, 28],
      [12, 40],
      [36, 8],
    ] as const) {
      const path = made(extend(FLAT, { nodes: [op('Identity', ['flat'], 'y')] }), { height, width });
      const layer = findTensor(await readModel(path), 'y');
      expect(layer).toMatchObject({ layout: 'units-tokens', grid: { height: height / 4, width: width / 4 } });
    }
  });

  test('as a flag says it, which does no worse than none', async () => {
    for (const [layout, kind] of [
      ['units-tokens', MAPS[0]],
      ['tokens', MAPS[1]],
      ['tokens-first', MAPS[3]],
    ] as const) {
      const { found, conv } = await valuesOf(made(kind?.[1] as Kind), { request: { layout } });
      expect(found.data).toEqual(conv.data);
    }
    const [, behind] = registers(1, 25);
    const request = { tokenGrid: grid, classTokens: 1, tailTokens: 25 } as const;
    expect((await valuesOf(made(behind), { request })).found.shape).toEqual([2, UNITS, ROWS, COLUMNS]);
    const wrong = valuesOf(made(behind), { request: { tokenGrid: grid, classTokens: 2 } });
    await expect(wrong).rejects.toThrow(/50 tokens, 25 of them behind, which are not a grid of 6×4 and 2 class tokens/);
  });
});

const HEADS = extend(FLAT, {
  nodes: [op('Reshape', ['flat', 'h'], 'q'), op('Transpose', ['q'], 'k', { perm: [0, 1, 3, 2] })],
  integers: { h: [0, 2, 3, PLACES] },
});

describe('what is no map is refused with the reason:', () => {
  const cases: [string, Kind, RegExp][] = [
    [
      'queries',
      extend(TOKENS, {
        nodes: [
          op('MatMul', ['q', 'flat'], 'a'),
          op('Softmax', ['a'], 'p', { axis: -1 }),
          op('MatMul', ['p', 'tokens'], 'y'),
        ],
        weights: { q: [1, PLACES, UNITS] },
      }),
      /none of its dimensions counts the image’s places/,
    ],
    [
      'channels against channels',
      extend(HEADS, { nodes: [op('MatMul', ['q', 'k'], 'a'), op('Softmax', ['a'], 'y')] }),
      /none of its dimensions counts the image’s places/,
    ],
    ['tokens against tokens', extend(HEADS, { nodes: [op('MatMul', ['k', 'q'], 'y')] }), /attention weights/],
    [
      'attention weights',
      extend(HEADS, { nodes: [op('MatMul', ['k', 'q'], 'a'), op('Softmax', ['a'], 'y')] }),
      /attention weights/,
    ],
    ['heads', extend(HEADS, { nodes: [op('Identity', ['k'], 'y')] }), /a split into heads/],
    [
      'rolled rows',
      {
        nodes: [
          op('Slice', ['conv', 'two', 'six', 'h'], 'low'),
          op('Slice', ['conv', 'zero', 'two', 'h'], 'high'),
          op('Concat', ['low', 'high'], 'y', { axis: 2 }),
        ],
        integers: { zero: [0], two: [2], six: [6], h: [2] },
      },
      /rolled round/,
    ],
    [
      'columns rolled by picking',
      { nodes: [op('Gather', ['conv', 'picked'], 'y', { axis: 3 })], integers: { picked: [1, 2, 3, 0] } },
      /rolled round/,
    ],
    [
      'mirrored',
      {
        nodes: [op('Slice', ['conv', 'last', 'end', 'h', 'back'], 'y')],
        integers: { last: [-1], end: [-100], h: [3], back: [-1] },
      },
      /mirrored/,
    ],
    [
      'a crop',
      { nodes: [op('Slice', ['conv', 'zero', 'four', 'h'], 'y')], integers: { zero: [0], four: [4], h: [2] } },
      /only some rows/,
    ],
    [
      'a padded map',
      { nodes: [op('Pad', ['conv', 'p'], 'y')], integers: { p: [0, 0, 0, 0, 0, 0, 3, 0] } },
      /added at its border/,
    ],
    ['a map on its side', { nodes: [op('Transpose', ['conv'], 'y', { perm: [0, 1, 3, 2] })] }, /on its side/],
    [
      'a whole map as one row',
      { nodes: [op('Reshape', ['conv', 's'], 'y')], integers: { s: [0, 1, -1] } },
      /whole maps in one dimension/,
    ],
    ['a flattened map', { nodes: [op('Flatten', ['conv'], 'y', { axis: 1 })] }, /whole maps in one dimension/],
    [
      'windows in the batch',
      {
        nodes: [
          op('Reshape', ['conv', 's'], 'r'),
          op('Transpose', ['r'], 't', { perm: [0, 2, 4, 3, 5, 1] }),
          op('Reshape', ['t', 'u'], 'y'),
        ],
        integers: { s: [0, UNITS, 2, 3, 2, 2], u: [-1, 6, UNITS] },
      },
      /its batch is not the images: windows/,
    ],
    [
      'places mixed by a weight',
      extend(FLAT, { nodes: [op('MatMul', ['flat', 'm'], 'y')], weights: { m: [PLACES, PLACES] } }),
      /places that were mixed/,
    ],
    [
      'one place',
      extend(TOKENS, { nodes: [op('Gather', ['tokens', 'first'], 'y', { axis: 1 })], integers: { first: [0] } }),
      /some places of a map/,
    ],
    [
      'two maps one behind the other',
      extend(TOKENS, { nodes: [op('Concat', ['tokens', 'tokens'], 'y', { axis: 1 })] }),
      /several maps/,
    ],
  ];
  describe.each<[string, Partial<KindOptions>]>([
    ['a dynamic batch', {}],
    ['a batch of 1', { batch: 1 }],
  ])('%s', (_, other) => {
    test.each(cases)('%s', async (_name, kind, reason) => {
      const layer = findTensor(await readModel(made(kind, other)), 'y');
      expect(layer).toMatchObject({ probeable: false, layout: null });
      expect(layer.reason).toMatch(reason);
      expect(layer.reason).toMatch(/--layer-layout/);
    });
  });
});

describe('patches cut out of the image by reshapes, without a convolution,', () => {
  // (n, 3, 6, 4, 4, 4) to (n, 6·4 patches, 4·4·3 pixels), as einops writes it.
  const patches: Kind = {
    nodes: [
      op('Reshape', ['image', 's'], 'r'),
      op('Transpose', ['r'], 't', { perm: [0, 2, 4, 3, 5, 1] }),
      op('Reshape', ['t', 'u'], 'patches'),
      op('MatMul', ['patches', 'm'], 'y'),
      op('Transpose', ['y'], 'f', { perm: [0, 2, 1] }),
      op('Reshape', ['f', 'v'], 'map'),
      op('Conv', ['map', 'k'], 'convolved', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
    ],
    integers: { s: [0, 3, ROWS, 4, COLUMNS, 4], u: [0, PLACES, 48], v: [0, 5, ROWS, COLUMNS] },
    weights: { m: [48, 5], k: [7, 5, 3, 3] },
  };

  test.each([
    ['patches', { layout: 'tokens', units: 48, grid }],
    ['y', { layout: 'tokens', units: 5, grid }],
    ['map', { layout: 'nchw', units: 5, grid }],
    ['convolved', { layout: 'nchw', units: 7, grid }],
  ])('are read: %s', async (name, expected) => {
    const path = made(patches);
    expect(findTensor(await readModel(path), name)).toMatchObject({ probeable: true, ...expected });
    const preprocessing = preprocessingSchema.parse(size);
    const session = await openLayerSession(path, { layers: [name], preprocessing, batchSize: 1 });
    const verdicts = await checkLayouts(session, { image: await session.prepare([image]), preprocessing });
    expect(verdicts).toEqual([{ verdict: 'agrees' }]);
    await session.close();
  });

  test('and merged by twos are a map of half the size', async () => {
    const merged: Kind = {
      nodes: [
        op('Reshape', ['conv', 's'], 'r'),
        op('Transpose', ['r'], 't', { perm: [0, 2, 4, 5, 3, 1] }),
        op('Reshape', ['t', 'u'], 'four'),
        op('MatMul', ['four', 'm'], 'y'),
      ],
      integers: { s: [0, UNITS, 3, 2, 2, 2], u: [0, 3, 2, 4 * UNITS] },
      weights: { m: [4 * UNITS, 5] },
    };
    const model = await readModel(made(merged));
    const half = { layout: 'nhwc', grid: { height: 3, width: 2 } };
    expect(findTensor(model, 'four')).toMatchObject({ ...half, units: 4 * UNITS });
    expect(findTensor(model, 'y')).toMatchObject({ ...half, units: 5 });
  });
});

test('sums that letters name are followed, as Keras writes attention', async () => {
  const attention = extend(TOKENS, {
    nodes: [
      op('Einsum', ['tokens', 'in'], 'q', { equation: 'bnc,chd->bnhd' }),
      op('Einsum', ['q', 'q'], 'a', { equation: 'bnhd,bmhd->bhnm' }),
      op('Softmax', ['a'], 'p', { axis: -1 }),
      op('Einsum', ['p', 'q'], 'v', { equation: 'bhnm,bmhd->bnhd' }),
      op('Einsum', ['v', 'out'], 'y', { equation: 'bnhd,hdc->bnc' }),
    ],
    weights: { in: [UNITS, 2, 3], out: [2, 3, UNITS] },
  });
  const model = await readModel(made(attention));
  expect(findTensor(model, 'y')).toMatchObject({ layout: 'tokens', units: UNITS, grid });
  for (const name of ['a', 'p']) expect(findTensor(model, name).reason).toMatch(/attention weights/);
});

test('a recurrent pass along columns keeps them, and is refused on its side', async () => {
  const passed = (perm: readonly number[]): Kind => ({
    nodes: [
      op('Transpose', ['conv'], 't', { perm: [2, 0, 3, 1] }),
      op('Reshape', ['t', 's'], 'sequences'),
      op('LSTM', ['sequences', 'inner', 'recurrent'], 'states', { hidden_size: 5 }),
      op('Squeeze', ['states', 'one'], 'squeezed'),
      op('Reshape', ['squeezed', 'u'], 'r'),
      op('Transpose', ['r'], 'y', { perm }),
    ],
    integers: { s: [ROWS, -1, UNITS], one: [1], u: [ROWS, -1, COLUMNS, 5] },
    weights: { inner: [1, 20, UNITS], recurrent: [1, 20, 5] },
  });
  const read = findTensor(await readModel(made(passed([1, 0, 2, 3]))), 'y');
  expect(read).toMatchObject({ layout: 'nhwc', units: 5, grid });
  const turned = findTensor(await readModel(made(passed([1, 2, 0, 3]))), 'y');
  expect(turned.reason).toMatch(/its columns stand before its rows: the map would lie on its side/);
});

test('what no operator says is taken from the shape, and only when the spots of an image agree', async () => {
  // A branch hides what it does; both branches hold the convolution's values on a map of 6×4.
  const branch = (inner: string) => ({
    inputs: [],
    nodes: [op('Transpose', ['conv'], inner, { perm: [0, 2, 3, 1] })],
    outputs: [{ name: inner, shape: ['n', ROWS, COLUMNS, UNITS] }],
  });
  const hidden: Kind = {
    nodes: [
      op('ReduceMean', ['conv'], 'mean', { keepdims: 0 }),
      op('IsNaN', ['mean'], 'broken'),
      op('If', ['broken'], 'y', { then_branch: branch('a'), else_branch: branch('b') }),
    ],
  };
  const path = made(hidden);
  const layer = findTensor(await readModel(path), 'y');
  expect(layer).toMatchObject({ traced: null, layout: 'nhwc', units: UNITS, grid });
  const { found, conv } = await valuesOf(path);
  expect(found.data).toEqual(conv.data);
});

test('a residual around mixed places says where they are again, and pooled values are one place', async () => {
  const mixed = extend(FLAT, {
    nodes: [
      op('MatMul', ['flat', 'm'], 'x'),
      op('Add', ['x', 'flat'], 'y'),
      op('ReduceMean', ['y'], 'pooled', { axes: [2], keepdims: 0 }),
    ],
    weights: { m: [PLACES, PLACES] },
  });
  const model = await readModel(made(mixed));
  expect(findTensor(model, 'y')).toMatchObject({ layout: 'units-tokens', grid });
  expect(findTensor(model, 'pooled')).toMatchObject({ layout: 'vector', units: UNITS });
});

test('sizes that the file leaves open are learnt by a run', async () => {
  // The size of the reshape is computed from the image's, which the file can't follow.
  const open = {
    nodes: [
      op('Shape', ['conv'], 'sizes'),
      op('Gather', ['sizes', 'batch'], 'n'),
      op('Concat', ['n', 'rest'], 's', { axis: 0 }),
      op('Reshape', ['conv', 's'], 'y'),
    ],
    integers: { batch: [0], rest: [UNITS, -1] },
  };
  expect(findTensor(await readModel(made(open)), 'y')).toMatchObject({
    shape: [null, UNITS, PLACES],
    layout: 'units-tokens',
    grid,
  });
  const { found, conv } = await valuesOf(made(open), { request: { layout: 'units-tokens' } });
  expect(found.data).toEqual(conv.data);
});

describe('four spots of an image', () => {
  const verdict = async (kind: Kind, request: LayoutRequest = {}, ofSize = size) => {
    const path = made(kind, ofSize);
    const preprocessing = preprocessingSchema.parse(ofSize);
    const session = await openLayerSession(path, { layers: ['y'], preprocessing, request, batchSize: 1 });
    try {
      const prepared = await session.prepare([image]);
      const [found] = await checkLayouts(session, { image: prepared, preprocessing });
      const said = Object.keys(request).length > 0;
      const required = requireLayouts(session, { image: prepared, preprocessing, modelPath: path, said });
      return {
        found,
        error: await required.then(
          () => null,
          (error: Error) => error.message,
        ),
      };
    } finally {
      await session.close();
    }
  };

  test.each(MAPS)('agree with %s', async (_, kind) => {
    expect(await verdict(kind)).toEqual({ found: { verdict: 'agrees' }, error: null });
  });

  test('contradict a flag that lays tokens out otherwise, naming expected and seen', async () => {
    // Column by column on 6×6, taken row by row: upper right and lower left change places.
    const columns = MAPS[4]?.[1] as Kind;
    const { found, error } = await verdict(columns, { tokenOrder: 'rows' }, { height: 24, width: 24 });
    expect(found).toMatchObject({ verdict: 'contradicts' });
    expect(error).toMatch(
      /expected the (upper right|lower left) of the map to change with .* of the image, found the (upper right|lower left) .* times as much.*--no-layout-check/,
    );
    expect((await verdict(columns, {}, { height: 24, width: 24 })).error).toBeNull();
  });

  test('contradict a map that is rolled round by half, taken as it is', async () => {
    const rolled = {
      nodes: [op('Gather', ['conv', 'picked'], 'y', { axis: 2 })],
      integers: { picked: [3, 4, 5, 0, 1, 2] },
    };
    const { found, error } = await verdict(rolled, { layout: 'nchw' });
    expect(found).toMatchObject({ verdict: 'contradicts' });
    expect(error).toMatch(/is taken as nchw on 6×4, but doesn't change where the image does/);
  });

  test('decide nothing where each changes all alike, and then the trace is believed', async () => {
    const pooled = { nodes: [op('ReduceMean', ['conv'], 'y', { axes: [2, 3], keepdims: 1 })] };
    expect(await verdict(pooled)).toEqual({ found: { verdict: 'undecided' }, error: null });
    // Every place gets the mean of all: a global view, but rows and columns are followed.
    const global = {
      nodes: [
        op('ReduceMean', ['conv'], 'm', { axes: [2, 3], keepdims: 1 }),
        op('Sub', ['conv', 'conv'], 'z'),
        op('Add', ['z', 'm'], 'y'),
      ],
    };
    expect((await verdict(global)).error).toBeNull();
  });

  test('decide nothing where each changes all alike, and what only the shape suggests is refused unless it is said', async () => {
    const branch = (inner: string) => ({
      inputs: [],
      nodes: [op('Sub', ['conv', 'conv'], `${inner}z`), op('Add', [`${inner}z`, 'mean'], inner)],
      outputs: [{ name: inner, shape: ['n', UNITS, ROWS, COLUMNS] }],
    });
    const hidden: Kind = {
      nodes: [
        op('ReduceMean', ['conv'], 'mean', { axes: [2, 3], keepdims: 1 }),
        op('ReduceMean', ['conv'], 'all', { keepdims: 0 }),
        op('IsNaN', ['all'], 'broken'),
        op('If', ['broken'], 'y', { then_branch: branch('a'), else_branch: branch('b') }),
      ],
    };
    expect((await verdict(hidden)).error).toMatch(
      /an operator before it isn't known.*Say how it lies with --layer-layout/,
    );
    expect((await verdict(hidden, { layout: 'nchw' })).error).toBeNull();
  });

  test('see places through a view of the whole image', async () => {
    const attention = extend(TOKENS, {
      nodes: [
        op('MatMul', ['tokens', 'flat'], 'a'),
        op('Softmax', ['a'], 'p', { axis: -1 }),
        op('MatMul', ['p', 'tokens'], 'v'),
        op('Add', ['v', 'tokens'], 'y'),
      ],
    });
    expect(await verdict(attention)).toEqual({ found: { verdict: 'agrees' }, error: null });
  });
});
