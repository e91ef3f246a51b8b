import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTensor, readModel } from '../src/index.ts';
import { kindFolder } from './kind-folder.ts';
import { COLUMNS, extend, FLAT, grid, type Kind, op, PLACES, ROWS, TOKENS, UNITS } from './layout-kinds.ts';

const { folder, made, valuesOf, writeImage } = kindFolder();
beforeAll(writeImage);
afterAll(() => rmSync(folder, { recursive: true }));

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
