import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openLayerSession, openTailSession, preprocessingSchema, readModel } from '../src/index.ts';
import { type MadeModel, type MadeNode, makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-batch-'));
afterAll(() => rmSync(folder, { recursive: true }));
function write(name: string, model: MadeModel): string {
  const path = join(folder, `${name}.onnx`);
  writeFileSync(path, makeModel(model));
  return path;
}

const shape = (name: string, ...dims: number[]) => ({
  name,
  dims: [dims.length],
  data: BigInt64Array.from(dims, BigInt),
});
/** Images of 3×2×1: the sum of each channel is a class. */
const head: MadeNode[] = [
  { op: 'Neg', input: ['image'], output: ['a'] },
  { op: 'Reshape', input: ['a', 'dims'], output: ['flat'] },
  { op: 'MatMul', input: ['flat', 'w'], output: ['y'] },
];
const sums = {
  name: 'w',
  dims: [6, 3],
  data: Float32Array.of(1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1),
};
const model = (dims: readonly number[], batch: string | number = 'n'): MadeModel => ({
  inputs: [{ name: 'image', shape: [batch, 3, 2, 1] }],
  nodes: head,
  outputs: [{ name: 'y', shape: null }],
  weights: [shape('dims', ...dims), sums],
});
const baked = write('baked', model([1, 6]));
const free = write('free', model([-1, 6]));
const preprocessing = preprocessingSchema.parse({ width: 1, height: 2, scale: 1 });
const request = { layout: 'nchw' } as const;
/** Three images; the greatest class of −image is the channel with the smallest numbers. */
const input = Float32Array.of(...[9, 9, 1, 1, 5, 5], ...[0, 1, 7, 7, 8, 8], ...[4, 4, 4, 4, 1, 0]);

async function run(path: string, layers: readonly string[]) {
  const session = await openLayerSession(path, { layers, preprocessing });
  const batch = await session.run({ input, count: 3 });
  // Remembered: a second batch is the same.
  expect(await session.run({ input, count: 3 })).toEqual(batch);
  await session.close();
  return batch;
}

describe('a file that holds the batch of one it was made with', () => {
  test('is run one image at a time, with the values of one that takes any', async () => {
    const [one, any] = [await run(baked, ['a']), await run(free, ['a'])];
    expect(one).toEqual(any);
    expect(one.layers[0]?.shape).toEqual([3, 3, 2, 1]);
    expect(one.predictions).toEqual([1, 0, 2]);
  });

  test('can be explained behind that place, too', async () => {
    const { tensors } = await readModel(baked);
    expect(tensors.filter(({ probeable }) => probeable).map(({ name }) => name)).toEqual(['a', 'y']);
    expect(await run(baked, ['a', 'y'])).toEqual(await run(free, ['a', 'y']));
  });

  test('is run so behind a layer', async () => {
    for (const path of [baked, free]) {
      const tail = await openTailSession(path, {
        layer: 'a',
        preprocessing,
        request,
        mapShape: { height: 2, width: 1 },
        batchSize: 3,
      });
      const activations = Float32Array.from(input, (value) => 0 - value);
      expect(await tail.predict({ activations, images: null, count: 3 })).toEqual([1, 0, 2]);
      expect([...(await tail.outputs({ activations, images: null, count: 2 }))]).toEqual([-18, -2, -10, -1, -14, -16]);
      await tail.close();
    }
  });

  test('is run so, too, where more images would be mixed without a word', async () => {
    // (1, channels of all images, …): the greatest of all instead of each image's own.
    const mixed: MadeModel = {
      inputs: [{ name: 'image', shape: ['n', 3, 2, 1] }],
      nodes: [
        { op: 'Shape', input: ['image'], output: ['size'] },
        { op: 'Reshape', input: ['image', 'one'], output: ['row'] },
        { op: 'ReduceMax', input: ['row'], output: ['max'], attributes: { axes: [1], keepdims: 1 } },
        { op: 'Div', input: ['row', 'max'], output: ['share'] },
        { op: 'Reshape', input: ['share', 'size'], output: ['r'] },
      ],
      outputs: [{ name: 'r', shape: ['n', 3, 2, 1] }],
      weights: [shape('one', 1, -1)],
    };
    const session = await openLayerSession(write('mixed', mixed), { layers: ['r'], preprocessing, request });
    const [layer] = (await session.run({ input, count: 3 })).layers;
    await session.close();
    const greatest = [9, 8, 4];
    expect(layer?.data).toEqual(input.map((value, i) => Math.fround(value / (greatest[Math.floor(i / 6)] as number))));
  });

  test('and fails with one image, too, says what one makes of it', async () => {
    const { inputs, weights = [] } = model([1, 7]);
    const path = write('wrong', { inputs, weights, nodes: head.slice(0, 2), outputs: [{ name: 'flat', shape: null }] });
    const session = await openLayerSession(path, { layers: ['a'], preprocessing, request });
    await expect(session.run({ input, count: 3 })).rejects.toThrow(/the model can't be run: .*\{1,3,2,1\}/s);
    await session.close();
  });

  test('and says so is run so, as before', async () => {
    const session = await openLayerSession(write('fixed', model([1, 6], 1)), { layers: ['a'], preprocessing });
    expect(session.batchSize).toBe(1);
    await session.close();
  });
});

test('a constant with a first dimension of one is no layer', async () => {
  const path = write('constant', {
    inputs: [{ name: 'image', shape: ['n', 3, 2, 1] }],
    nodes: [
      { op: 'Shape', input: ['image'], output: ['size'] },
      { op: 'ConstantOfShape', input: ['some'], output: ['c'] },
      { op: 'Expand', input: ['c', 'some'], output: ['e'] },
      { op: 'Add', input: ['image', 'e'], output: ['r'] },
    ],
    outputs: [{ name: 'r', shape: null }],
    weights: [shape('some', 1, 3, 2, 1)],
  });
  const { tensors } = await readModel(path);
  expect(tensors.find(({ name }) => name === 'e')?.reason).toBe('its first dimension is 1, not the batch');
});
