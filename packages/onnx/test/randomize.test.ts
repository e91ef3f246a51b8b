import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { create, fromBinary } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { randomizeModel } from '../src/index.ts';
import { parameterRoles } from '../src/randomize/parameter-roles.ts';
import { type GraphMessage, type ModelMessage, onnxMessage } from '../src/schema.ts';

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
  const roles = [...parameterRoles(graph)];
  expect(roles.filter(([, role]) => role.kind === 'weight').length).toBeGreaterThan(4);
  for (const [name, role] of roles) {
    const values = valuesOf(randomized, name);
    if (role.kind === 'fill') expect(values.every((value) => value === role.value)).toBe(true);
    else {
      const bound = Math.fround(Math.sqrt(6 / role.fanIn));
      expect(values.every((value) => Math.abs(value) <= bound)).toBe(true);
      // A uniform draw's standard deviation is its bound / √3; the smallest tensor here has 432 values.
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
      expect(deviation / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
    }
  }
});

test('counts the inputs of each kind of layer, and resets normalizations', () => {
  const graph = create(onnxMessage('GraphProto'), {
    node: [
      { opType: 'Conv', input: ['x', 'conv', 'conv bias'] },
      { opType: 'ConvTranspose', input: ['x', 'up'] },
      { opType: 'BatchNormalization', input: ['x', 'scale', 'shift', 'mean', 'variance'] },
      { opType: 'Gemm', input: ['x', 'linear', 'linear bias'], attribute: [{ name: 'transB', i: 1n }] },
      { opType: 'MatMul', input: ['x', 'product'] },
      { opType: 'Reshape', input: ['x', 'shape'] },
    ],
    initializer: [
      { name: 'conv', dims: [8n, 3n, 5n, 5n] },
      { name: 'conv bias', dims: [8n] },
      { name: 'up', dims: [8n, 4n, 2n, 2n] },
      ...['scale', 'shift', 'mean', 'variance'].map((name) => ({ name, dims: [8n] })),
      { name: 'linear', dims: [10n, 64n] },
      { name: 'linear bias', dims: [10n] },
      { name: 'product', dims: [12n, 7n] },
      { name: 'shape', dims: [2n] },
    ],
  } as Record<string, unknown>) as unknown as GraphMessage;
  expect(Object.fromEntries(parameterRoles(graph))).toEqual({
    conv: { kind: 'weight', fanIn: 3 * 5 * 5 },
    'conv bias': { kind: 'fill', value: 0 },
    up: { kind: 'weight', fanIn: 8 * 2 * 2 },
    scale: { kind: 'fill', value: 1 },
    shift: { kind: 'fill', value: 0 },
    mean: { kind: 'fill', value: 0 },
    variance: { kind: 'fill', value: 1 },
    linear: { kind: 'weight', fanIn: 64 },
    'linear bias': { kind: 'fill', value: 0 },
    product: { kind: 'weight', fanIn: 12 },
  });
});
