import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLayouts, findTensor, openLayerSession, preprocessingSchema, readModel } from '../src/index.ts';
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

const { folder, image, made, valuesOf, writeImage } = kindFolder();
beforeAll(writeImage);
afterAll(() => rmSync(folder, { recursive: true }));

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
