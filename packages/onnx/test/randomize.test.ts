import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { randomizeModel } from '../src/index.ts';
import { fanInOf } from '../src/randomize/fan-in.ts';
import { encodeNumbers } from '../src/randomize/number-types.ts';
import { type GraphMessage, type ModelMessage, type NodeMessage, onnxMessage } from '../src/schema.ts';
import { node } from './made-network.ts';

const checkpoint = resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx');

function graphOf(bytes: Uint8Array): GraphMessage {
  return (fromBinary(onnxMessage('ModelProto'), bytes) as ModelMessage).graph as GraphMessage;
}

function valuesOf(graph: GraphMessage, name: string): Float32Array {
  const tensor = graph.initializer.find((candidate) => candidate.name === name);
  return new Float32Array(Uint8Array.from(tensor?.rawData ?? []).buffer);
}

test('the same seed gives the same bytes, another seed other weights', async () => {
  const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => randomizeModel(checkpoint, { seed })));
  expect(again?.bytes).toEqual(first?.bytes);
  expect(other?.bytes).not.toEqual(first?.bytes);
  expect(other?.bytes.length).toBe(first?.bytes.length);
});

test('weights fill ±√(6 / inputs), biases are 0, the graph and every shape stay', async () => {
  const graph = graphOf(new Uint8Array(await readFile(checkpoint)));
  const randomized = graphOf((await randomizeModel(checkpoint, { seed: 1 })).bytes);
  expect(randomized.node).toEqual(graph.node);
  expect(randomized.initializer.map(({ name, dims }) => [name, dims])).toEqual(
    graph.initializer.map(({ name, dims }) => [name, dims]),
  );
  for (const { name, dims } of graph.initializer) {
    const values = valuesOf(randomized, name);
    if (dims.length === 1) {
      expect(values.every((value) => value === 0)).toBe(true);
      continue;
    }
    // (outputs, inputs, height, width) of convolutions, (outputs, inputs) of the last layer
    const fanIn = dims.slice(1).reduce((product, size) => product * Number(size), 1);
    const bound = Math.fround(Math.sqrt(6 / fanIn));
    expect(values.every((value) => Math.abs(value) <= bound)).toBe(true);
    // A uniform draw's standard deviation is its bound / √3; the smallest tensor here has 432 values.
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    expect(deviation / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
  }
});

test.each([
  { op: 'Conv', dims: [8, 3, 5, 5], fanIn: 3 * 5 * 5 },
  { op: 'ConvTranspose', dims: [8, 4, 2, 2], fanIn: 8 * 2 * 2 },
  { op: 'ConvTranspose', dims: [8, 4, 2, 2], attributes: { group: 4 }, fanIn: 2 * 2 * 2 },
  { op: 'Gemm', dims: [10, 64], attributes: { transB: 1 }, fanIn: 64 },
  { op: 'Gemm', dims: [64, 10], fanIn: 64 },
  { op: 'Gemm', dims: [5, 64], place: 0, fanIn: 64 },
  { op: 'Gemm', dims: [64, 5], place: 0, attributes: { transA: 1 }, fanIn: 64 },
  { op: 'MatMul', dims: [2, 12, 7], fanIn: 12 },
  { op: 'MatMul', dims: [12, 7], place: 0, fanIn: 7 },
  { op: 'MatMul', dims: [12], fanIn: 12 },
  { op: 'LSTM', dims: [1, 16, 6], fanIn: 6 },
  { op: 'Einsum', dims: [12, 2, 3], attributes: { equation: 'btd, dhe -> bthe' }, fanIn: 12 },
  { op: 'Einsum', dims: [4, 2, 3, 5], attributes: { equation: '...he,...heo->...o' }, fanIn: 2 * 3 },
  { op: 'Einsum', dims: [3, 7], attributes: { equation: 'ij,jk' }, fanIn: 3 },
  { op: 'Einsum', dims: [3], attributes: { equation: 'ij,j->ij' }, fanIn: 0 },
])('counts $fanIn inputs of $op $dims $attributes', ({ op, dims, place = 1, attributes = {}, fanIn }) => {
  const made = create(onnxMessage('NodeProto'), node(op, ['x', 'y'], ['z'], attributes) as Record<string, unknown>);
  expect(fanInOf(made as unknown as NodeMessage, { place, dims })).toBe(fanIn);
});

test.each([
  0,
  -0,
  1,
  -1.5,
  65504,
  65519,
  65520,
  1e9,
  2 ** -14,
  2 ** -24,
  2 ** -25,
  3 * 2 ** -25,
  0.1,
  1 / 3,
  2049,
  2051,
  -(2 ** -15),
])('writes %s in half precision as the platform rounds it', (value) => {
  const float16 = new DataView(new ArrayBuffer(2));
  (float16 as DataView & { setFloat16(at: number, value: number, little: boolean): void }).setFloat16(
    0,
    Math.fround(value),
    true,
  );
  expect([...(encodeNumbers(Float32Array.of(value), 10) ?? [])]).toEqual([...new Uint8Array(float16.buffer)]);
});

const models = resolve(import.meta.dirname, '../../../../shared/data/models');

// Networks of others, which are no part of the repository; skipped where ../shared is absent.
test.skipIf(!existsSync(models)).each(['cifar10_resnet20', 'mobilenet_v2_1.0_224', 'squeezenet1_0'])(
  '%s and the same network with other numbers become the same',
  async (name) => {
    const path = resolve(models, `${name}.onnx`);
    const folder = await mkdtemp(join(tmpdir(), 'strata-randomize-'));
    try {
      const message = fromBinary(onnxMessage('ModelProto'), await readFile(path)) as ModelMessage;
      for (const tensor of message.graph?.initializer ?? []) {
        if (tensor.dataType !== 1 || tensor.dims.length === 0 || tensor.rawData.length <= 4) continue;
        const values = new Float32Array(Uint8Array.from(tensor.rawData).buffer);
        tensor.rawData = new Uint8Array(values.map((value, at) => value * 1.5 + (at % 7) / 100).buffer);
      }
      const other = join(folder, 'other.onnx');
      await writeFile(other, toBinary(onnxMessage('ModelProto'), message));
      const [one, two] = [await randomizeModel(path, { seed: 1 }), await randomizeModel(other, { seed: 1 })];
      expect(one.weights).toBeGreaterThan(19);
      expect(Buffer.compare(one.bytes, two.bytes)).toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
