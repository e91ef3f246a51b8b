import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkLayouts,
  findTensor,
  type LayerActivations,
  type LayoutRequest,
  openLayerSession,
  preprocessingSchema,
  readModel,
} from '../src/index.ts';
import { kindFolder } from './kind-folder.ts';
import {
  COLUMNS,
  extend,
  FLAT,
  grid,
  type Kind,
  type KindOptions,
  MAPS,
  op,
  PLACES,
  ROWS,
  size,
  TOKENS,
  UNITS,
} from './layout-kinds.ts';

const { folder, image, made, writeImage } = kindFolder();
beforeAll(writeImage);
afterAll(() => rmSync(folder, { recursive: true }));

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
      'windows beside each other',
      {
        nodes: [
          op('Reshape', ['conv', 's'], 'r'),
          op('Transpose', ['r'], 't', { perm: [0, 2, 4, 3, 5, 1] }),
          op('Reshape', ['t', 'u'], 'y'),
        ],
        integers: { s: [0, UNITS, 2, 3, 2, 2], u: [-1, 4, 6, UNITS] },
      },
      /split over several dimensions: windows/,
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

test('a batch of one that was taken away is told, and one that is back is seen', async () => {
  const kind: Kind = {
    nodes: [op('Squeeze', ['conv', 'zero'], 'squeezed'), op('Unsqueeze', ['squeezed', 'zero'], 'y')],
    integers: { zero: [0] },
  };
  const path = made(kind, { batch: 1 });
  const model = await readModel(path);
  expect(findTensor(model, 'squeezed').reason).toMatch(/no dimension for the images: a batch of one/);
  expect(findTensor(model, 'y')).toMatchObject({ layout: 'nchw', units: UNITS, grid });
  const { found, conv } = await valuesOf(path);
  expect(found.data).toEqual(conv.data);
});

test('places that a weight mixed are those of the map that they are added to', async () => {
  // A mixer's block with its places in front of its units, and one gate; the hidden layer has no places.
  const mixer = extend(TOKENS, {
    nodes: [
      op('Transpose', ['tokens'], 'turned', { perm: [0, 2, 1] }),
      op('MatMul', ['turned', 'm'], 'hidden'),
      op('Relu', ['hidden'], 'active'),
      op('MatMul', ['active', 'o'], 'mixed'),
      op('Add', ['mixed', 'b'], 'biased'),
      op('Transpose', ['biased'], 'back', { perm: [0, 2, 1] }),
      op('Reshape', ['back', 's2'], 'again'),
      op('Add', ['again', 'tokens'], 'z'),
      op('ReduceMean', ['z'], 'pooled', { axes: [1], keepdims: 1 }),
      op('Expand', ['pooled', 's3'], 'spread'),
      op('Mul', ['z', 'spread'], 'y'),
    ],
    integers: { s2: [-1, PLACES, UNITS], s3: [1, PLACES, UNITS] },
    weights: { m: [PLACES, 9], o: [9, PLACES], b: [PLACES] },
  });
  const model = await readModel(made(mixer));
  const layoutOf = (name: string) => findTensor(model, name);
  for (const name of ['mixed', 'biased']) expect(layoutOf(name)).toMatchObject({ layout: 'units-tokens', grid });
  for (const name of ['back', 'again', 'z', 'y']) expect(layoutOf(name)).toMatchObject({ layout: 'tokens', grid });
  for (const name of ['hidden', 'active', 'spread']) expect(layoutOf(name).reason).toMatch(/none of its dimensions/);
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
