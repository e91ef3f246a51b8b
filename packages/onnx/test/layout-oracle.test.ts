import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkLayouts,
  type LayoutRequest,
  openLayerSession,
  preprocessingSchema,
  requireLayouts,
} from '../src/index.ts';
import { kindFolder } from './kind-folder.ts';
import { COLUMNS, extend, type Kind, MAPS, op, ROWS, size, TOKENS, UNITS } from './layout-kinds.ts';

const { folder, image, made, writeImage } = kindFolder();
beforeAll(writeImage);
afterAll(() => rmSync(folder, { recursive: true }));

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
