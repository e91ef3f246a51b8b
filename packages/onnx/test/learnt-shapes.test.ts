import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openLayerSession, preprocessingSchema, readModel, type TensorInfo } from '../src/index.ts';
import { type MadeModel, type MadeNode, makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-learnt-'));
afterAll(() => rmSync(folder, { recursive: true }));
function write(name: string, model: MadeModel): string {
  const path = join(folder, `${name}.onnx`);
  writeFileSync(path, makeModel(model));
  return path;
}
const dims = (name: string, ...sizes: number[]) => ({
  name,
  dims: [sizes.length],
  data: BigInt64Array.from(sizes, BigInt),
});
async function tensorOf(path: string, name: string, options: Parameters<typeof readModel>[1] = {}) {
  const { tensors } = await readModel(path, options);
  return tensors.find((tensor) => tensor.name === name) as TensorInfo;
}

describe('sizes that only a run tells', () => {
  /** A convolution of 2×2 patches, as tokens with the units first. */
  const patches = (channels: number | string, external?: string): MadeModel => ({
    inputs: [{ name: 'image', shape: ['n', channels, 'h', 'w'] }],
    nodes: [
      { op: 'Conv', input: ['image', 'w'], output: ['c'], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
      { op: 'Reshape', input: ['c', 'flat'], output: ['y'] },
    ],
    outputs: [{ name: 'y', shape: null }],
    weights: [
      external
        ? { name: 'w', dims: [5, 3, 2, 2], data: new Float32Array(), elsewhere: { location: external } }
        : {
            name: 'w',
            dims: [5, channels === 3 ? 3 : 1, 2, 2],
            data: new Float32Array(5 * 4 * (channels === 3 ? 3 : 1)),
          },
      dims('flat', 0, 5, -1),
    ],
  });
  const found = {
    shape: [null, 5, 6],
    layout: 'units-tokens',
    grid: { height: 2, width: 3 },
    reason: null,
  };
  const image = { height: 4, width: 6 };

  test('are learnt with weights that lie beside the model', async () => {
    writeFileSync(join(folder, 'weights.bin'), new Float32Array(60));
    expect(await tensorOf(write('beside', patches(3, 'weights.bin')), 'y', { image })).toMatchObject(found);
  });

  test('are learnt of grey images where the file leaves the channels open', async () => {
    const path = write('grey', patches('c'));
    const grey = preprocessingSchema.parse({ ...image, channelOrder: 'grey' });
    expect(await tensorOf(path, 'y', { image: grey })).toMatchObject(found);
    const session = await openLayerSession(path, { layers: ['y'], preprocessing: grey });
    expect(session.layers[0]).toMatchObject(found);
    await session.close();
    // In colours it can't be run: nothing is known of the size.
    expect((await tensorOf(path, 'y', { image })).shape).toEqual([null, 5, null]);
  });

  test('are learnt of images with the channels last where only whoever feeds them says so', async () => {
    const path = write('last', {
      inputs: [{ name: 'image', shape: ['n', 'h', 'w', 'c'] }],
      nodes: [{ op: 'Neg', input: ['image'], output: ['r'] }],
      outputs: [{ name: 'r', shape: null }],
    });
    const last = preprocessingSchema.parse({ ...image, layout: 'nhwc' });
    expect(await tensorOf(path, 'r', { image: last })).toMatchObject({ layout: 'nhwc', units: 3, grid: image });
    expect(await tensorOf(path, 'r', { image })).toMatchObject({ layout: 'nchw', units: 3, grid: image });
  });
});

test('tokens before a batch of one that the file holds are run one image at a time', async () => {
  const path = write('tokens-first', {
    inputs: [{ name: 'image', shape: ['n', 3, 2, 3] }],
    nodes: [
      { op: 'Reshape', input: ['image', 'one'], output: ['flat'] },
      { op: 'Transpose', input: ['flat'], output: ['y'], attributes: { perm: [2, 0, 1] } },
    ],
    outputs: [{ name: 'y', shape: null }],
    weights: [dims('one', 1, 3, 6)],
  });
  const preprocessing = preprocessingSchema.parse({ height: 2, width: 3, scale: 1 });
  const session = await openLayerSession(path, { layers: ['y'], preprocessing });
  expect(session.layers[0]).toMatchObject({ layout: 'tokens-first', grid: { height: 2, width: 3 } });
  const input = Float32Array.from({ length: 54 }, (_, i) => i);
  const { layers } = await session.run({ input, count: 3 });
  await session.close();
  expect(layers[0]?.shape).toEqual([3, 3, 2, 3]);
  expect(layers[0]?.data).toEqual(input);
});

describe('behind an operator that is not followed', () => {
  const nodes: MadeNode[] = [
    { op: 'SplitToSequence', input: ['image'], output: ['parts'], attributes: { axis: 1 } },
    { op: 'ConcatFromSequence', input: ['parts'], output: ['again'], attributes: { axis: 1 } },
    { op: 'Relu', input: ['again'], output: ['r'] },
  ];
  const pooled: MadeNode = { op: 'GlobalAveragePool', input: ['r'], output: ['p'] };
  const model = (all: MadeNode[]): MadeModel => ({
    inputs: [{ name: 'image', shape: ['n', 3, 3, 3] }],
    nodes: all,
    outputs: [{ name: all.at(-1)?.output[0] ?? '', shape: null }],
  });

  test('a map that could be in either order is in that of the pooling that reads it', async () => {
    const found = { traced: null, layout: 'nchw', reason: null };
    expect(await tensorOf(write('pooled', model([...nodes, pooled])), 'r')).toMatchObject(found);
    expect((await tensorOf(write('unread', model(nodes)), 'r')).reason).toMatch(/as well as.*--layer-layout/);
  });

  test('as a function of the file’s own is, whatever its name', async () => {
    const path = write('own', {
      inputs: [{ name: 'image', shape: ['n', 3, 3, 3] }],
      nodes: [{ op: 'Relu', domain: 'own', input: ['image'], output: ['r'] }],
      outputs: [{ name: 'r', shape: null }],
      functions: [
        {
          name: 'Relu',
          input: ['x'],
          output: ['y'],
          nodes: [{ op: 'Transpose', input: ['x'], output: ['y'], attributes: { perm: [0, 1, 3, 2] } }],
        },
      ],
    });
    expect(await tensorOf(path, 'r')).toMatchObject({ traced: null, probeable: false });
  });
});
