import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomizeModel } from '../src/index.ts';
import { uniformFor } from '../src/randomize/uniform.ts';
import { type ModelMessage, onnxMessage } from '../src/schema.ts';
import { LARGER_OPERATORS } from './larger-operators.ts';
import { madeNetwork, node, tensor } from './made-network.ts';
import { type Kind, tokens, tokenWeights } from './network-kinds.ts';
import { PLAIN_OPERATORS } from './plain-operators.ts';
import { RARE_PLACES } from './rare-weight-places.ts';
import { PLACES_OF_WEIGHTS } from './weight-places.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-randomize-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The network with one training's numbers. */
function trainedNetwork({ network }: Kind, training: number): Uint8Array {
  const next = uniformFor('training', { seed: training });
  const trained = (count: number): number[] => Array.from({ length: count }, () => next());
  const size = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);
  return madeNetwork(network((name, ...dims) => tensor(name, dims, trained(size(dims))), trained));
}

async function logitsOf(bytes: Uint8Array): Promise<Float32Array> {
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const next = uniformFor('image', { seed: 0 });
  const image = Float32Array.from({ length: 192 }, () => next());
  const { logits } = await session.run({ image: new Tensor('float32', image, [1, 3, 8, 8]) });
  const copy = Float32Array.from(logits?.data as Float32Array);
  await session.release();
  return copy;
}

/** The greatest difference between two results; infinite where they have other sizes, or no numbers. */
function distance(a: Float32Array, b: Float32Array): number {
  const greatest = a.reduce((most, one, at) => Math.max(most, Math.abs(one - (b[at] ?? Number.NaN))), 0);
  return a.length !== b.length || Number.isNaN(greatest) ? Number.POSITIVE_INFINITY : greatest;
}

async function untrained(bytes: Uint8Array, { seed, keep = [] }: { seed: number; keep?: string[] }) {
  const path = join(folder, 'network.onnx');
  await writeFile(path, bytes);
  return randomizeModel(path, { seed, keep });
}

describe.each([...PLACES_OF_WEIGHTS, ...RARE_PLACES, ...PLAIN_OPERATORS, ...LARGER_OPERATORS])('$title', (kind) => {
  test('nothing that was learnt is left', async () => {
    const [first, second] = [trainedNetwork(kind, 1), trainedNetwork(kind, 2)];
    expect(distance(await logitsOf(second), await logitsOf(first))).toBeGreaterThan(0);
    const [one, two, other] = [
      await untrained(first, { seed: 1 }),
      await untrained(second, { seed: 1 }),
      await untrained(second, { seed: 2 }),
    ];
    const logits = await logitsOf(one.bytes);
    expect(distance(await logitsOf(two.bytes), logits)).toBe(0);
    expect(distance(await logitsOf(other.bytes), logits)).toBeGreaterThan(0);
    expect(logits.every((value) => Number.isFinite(value) && Math.abs(value) < 100)).toBe(true);
    expect(logits.some((value) => value !== logits[0])).toBe(true);
  });
});

const stem = node('Conv', ['image', 'w'], ['features']);
const stemWeight = tensor(
  'w',
  [4, 3, 3, 3],
  Array.from({ length: 108 }, (_, at) => at / 100 - 0.5),
);
/** 0.1, 1.1 and so on: no whole or half numbers. */
const odd = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 0.1);

test('positions that are sines and cosines stay, and are named; learnt ones are drawn', async () => {
  const learnt = Array.from({ length: 64 }, (_, at) => Math.sin(at * at));
  const sines = Array.from({ length: 64 }, (_, at) => Math.sin(Math.floor(at / 4) / 3 ** (at % 4)));
  const network = (positions: readonly number[]) =>
    madeNetwork({
      nodes: [...tokens, node('Add', ['positions', 'tokens'], ['placed']), node('MatMul', ['placed', 'g'], ['logits'])],
      tensors: [
        ...tokenWeights((name, ...dims) => tensor(name, dims, odd(dims.reduce((a, b) => a * b, 1)))),
        tensor('positions', [1, 16, 4], positions),
        tensor('g', [4, 4], odd(16)),
      ],
    });
  const { kept } = await untrained(network(sines), { seed: 1 });
  expect(kept).toMatchObject([{ name: 'positions', why: 'is a table of sines and cosines of places' }]);
  expect((await untrained(network(learnt), { seed: 1 })).kept).toEqual([]);
});

test('an unknown constant is named with node and reason; it stays when that is said', async () => {
  const bytes = madeNetwork({
    nodes: [stem, node('Max', ['features', 'floor'], ['capped']), node('Pow', ['capped', 'exponents'], ['logits'])],
    tensors: [stemWeight, tensor('floor', [4, 1, 1], odd(4)), tensor('exponents', [6], odd(6))],
  });
  await expect(untrained(bytes, { seed: 1 })).rejects.toThrow(
    /2 constants would stay .*"floor" \(4×1×1\) in Max "capped": .*; "exponents" \(6\) in Pow "logits": .*--keep/su,
  );
  await expect(untrained(bytes, { seed: 1, keep: ['floor'] })).rejects.toThrow(/1 constant would stay .*"exponents"/su);
  const { kept, weights } = await untrained(bytes, { seed: 1, keep: ['floor', 'exponents'] });
  expect(kept.map(({ name }) => name)).toEqual(['floor', 'exponents']);
  expect(weights).toBe(1);
  await expect(untrained(bytes, { seed: 1, keep: ['flor'] })).rejects.toThrow(/no constant .* named "flor"/u);
});

test('a constant can be kept though its role is known', async () => {
  const bytes = madeNetwork({
    nodes: [stem, node('Conv', ['features', 'blur'], ['logits'])],
    tensors: [stemWeight, tensor('blur', [1, 4, 2, 2], odd(16))],
  });
  const { bytes: written } = await untrained(bytes, { seed: 1, keep: ['blur'] });
  expect(initializersOf(written).get('blur')).toEqual(initializersOf(bytes).get('blur'));
  expect(initializersOf(written).get('w')).not.toEqual(initializersOf(bytes).get('w'));
});

test.each([
  {
    title: 'coordinates of a grid',
    nodes: [node('Sigmoid', ['features'], ['s']), node('Add', ['s', 'c'], ['logits'])],
    dims: [1, 1, 6, 6],
    numbers: Array.from({ length: 36 }, (_, at) => (at % 6) + 0.5),
  },
  {
    title: 'steps of a grid',
    nodes: [node('Sigmoid', ['features'], ['s']), node('Mul', ['s', 'c'], ['logits'])],
    dims: [6],
    numbers: [8, 8, 8, 16, 16, 32],
  },
  {
    title: 'a mask',
    nodes: [node('Mul', ['features', 'c'], ['logits'])],
    dims: [6, 6],
    numbers: Array.from({ length: 36 }, (_, at) => at % 2),
  },
  {
    title: 'a table of weights of places',
    nodes: [node('Mul', ['features', 'c'], ['logits'])],
    dims: [6, 6],
    numbers: Array.from({ length: 36 }, (_, at) => Math.cos(at * at)),
  },
  { title: 'an output that is a constant', nodes: [node('Identity', ['c'], ['logits'])], dims: [3], numbers: odd(3) },
])('$title is no parameter for certain, and stops it', async ({ nodes, dims, numbers }) => {
  const bytes = madeNetwork({ nodes: [stem, ...nodes], tensors: [stemWeight, tensor('c', dims, numbers)] });
  await expect(untrained(bytes, { seed: 1 })).rejects.toThrow(/1 constant would stay .*--keep/u);
});

test('what prepares the image, masks scores or is a single number stays, and is said', async () => {
  const bytes = madeNetwork({
    nodes: [
      node('Sub', ['image', 'mean'], ['centred']),
      node('Div', ['centred', 'deviation'], ['normal']),
      node('Conv', ['normal', 'w'], ['features']),
      node('Add', ['features', 'three'], ['moved']),
      node('Add', ['moved', 'mask'], ['masked']),
      node('Softmax', ['masked'], ['p']),
      node('Resize', ['p', '', 'twice'], ['logits']),
    ],
    tensors: [
      tensor('mean', [3, 1, 1], [0.48, 0.45, 0.4]),
      tensor('deviation', [3, 1, 1], [0.2, 0.3, 0.25]),
      stemWeight,
      tensor('three', [], [3]),
      tensor(
        'mask',
        [6, 6],
        Array.from({ length: 36 }, (_, at) => (at % 3 ? 0 : -100)),
      ),
      tensor('twice', [4], [1, 1, 2, 2.5]),
    ],
  });
  const { bytes: written, kept, weights, constants } = await untrained(bytes, { seed: 1 });
  expect(kept.map(({ name }) => name)).toEqual(['mean', 'deviation', 'mask']);
  expect([weights, constants]).toEqual([1, 0]);
  const [before, after] = [initializersOf(bytes), initializersOf(written)];
  for (const name of ['mean', 'deviation', 'three', 'mask', 'twice']) expect(after.get(name)).toEqual(before.get(name));
});

test('padding, limits and masks that mask nothing stay', async () => {
  const bytes = madeNetwork({
    nodes: [
      node('Concat', ['image', 'padding'], ['wide'], { axis: 1 }),
      node('Conv', ['wide', 'w'], ['features']),
      node('Add', ['features', 'open'], ['scores']),
      node('Greater', ['scores', 'zero'], ['seen']),
      node('Where', ['seen', 'scores', 'limit'], ['masked']),
      node('Softmax', ['masked'], ['logits']),
    ],
    tensors: [
      tensor('padding', [1, 2, 8, 8], Array(128).fill(0)),
      tensor('w', [4, 5, 3, 3], odd(180)),
      tensor('open', [6, 6], Array(36).fill(0)),
      tensor('zero', [], [0]),
      tensor('limit', [6, 6], Array(36).fill(-1e9)),
    ],
  });
  const { bytes: written, kept } = await untrained(bytes, { seed: 1 });
  expect(kept).toEqual([]);
  for (const name of ['padding', 'open', 'limit'])
    expect(initializersOf(written).get(name)).toEqual(initializersOf(bytes).get(name));
});

test('what sizes are multiplied by stays, and is said', async () => {
  const bytes = madeNetwork({
    nodes: [
      stem,
      node('Shape', ['features'], ['shape']),
      node('Cast', ['shape'], ['sizes'], { to: 1 }),
      node('Mul', ['sizes', 'times'], ['larger']),
      node('Cast', ['larger'], ['to'], { to: 7 }),
      node('Resize', ['features', '', '', 'to'], ['logits']),
    ],
    tensors: [stemWeight, tensor('times', [4], [1, 1, 1.7, 2.3])],
  });
  const { bytes: written, kept } = await untrained(bytes, { seed: 1 });
  expect(kept.map(({ name, why }) => [name, why])).toEqual([['times', 'reckons with sizes and places']]);
  expect(initializersOf(written).get('times')).toEqual(initializersOf(bytes).get('times'));
});

test('slopes of a leaky rectifier in pieces become 0.25, as those of one in one piece', async () => {
  const pieces = [
    node('Neg', ['features'], ['minus']),
    node('Relu', ['minus'], ['below']),
    node('Mul', ['slope', 'below'], ['cut']),
    node('Relu', ['features'], ['above']),
    node('Sub', ['above', 'cut'], ['logits']),
  ];
  const tensors = [stemWeight, tensor('slope', [4, 1, 1], odd(4))];
  const one = madeNetwork({ nodes: [stem, node('PRelu', ['features', 'slope'], ['logits'])], tensors });
  const [first, second] = [
    await untrained(one, { seed: 1 }),
    await untrained(madeNetwork({ nodes: [stem, ...pieces], tensors }), { seed: 1 }),
  ];
  expect(distance(await logitsOf(second.bytes), await logitsOf(first.bytes))).toBeLessThan(1e-6);
});

test('integer products of a quantized network are refused by name', async () => {
  const bytes = madeNetwork({
    nodes: [
      node('DynamicQuantizeLinear', ['image'], ['q', 'step', 'zero']),
      node('ConvInteger', ['q', 'w', 'zero'], ['c']),
      node('Cast', ['c'], ['logits'], { to: 1 }),
    ],
    tensors: [
      tensor(
        'w',
        [4, 3, 3, 3],
        Array.from({ length: 108 }, (_, at) => at - 50),
        'int8',
      ),
    ],
  });
  await expect(untrained(bytes, { seed: 1 })).rejects.toThrow(/"w" .* in ConvInteger "c": it is quantized/u);
});

test('a function that calls itself is refused', async () => {
  const functions = [
    {
      name: 'Again',
      domain: 'own',
      input: ['x'],
      output: ['y'],
      opsetImport: [{ domain: '', version: 17n }],
      node: [node('Again', ['x'], ['y'], {}, 'own')],
    },
  ];
  const bytes = madeNetwork({ functions, nodes: [node('Again', ['image'], ['logits'], {}, 'own')] });
  await expect(untrained(bytes, { seed: 1 })).rejects.toThrow(/functions that end, found "Again"/u);
});

test('numbers inside an operator are named', async () => {
  const bytes = madeNetwork({
    nodes: [stem, node('Scaler', ['features'], ['logits'], { scale: { floats: odd(6) } }, 'ai.onnx.ml')],
    tensors: [stemWeight],
  });
  await expect(untrained(bytes, { seed: 1 })).rejects.toThrow(/"logits\.scale" \(6\) in Scaler/u);
});

test('a dead end is left alone', async () => {
  const bytes = madeNetwork({
    nodes: [{ ...stem, output: ['logits'] }, node('Pow', ['logits', 'c'], ['nobody'])],
    tensors: [stemWeight, tensor('c', [6], odd(6))],
  });
  expect((await untrained(bytes, { seed: 1 })).kept).toEqual([]);
});

test('weights that two layers share stay shared', async () => {
  const bytes = madeNetwork({
    nodes: [
      node('Identity', ['w'], ['w2']),
      stem,
      node('Conv', ['image', 'w2'], ['again']),
      node('Sub', ['features', 'again'], ['logits']),
    ],
    tensors: [stemWeight],
  });
  expect((await logitsOf((await untrained(bytes, { seed: 1 })).bytes)).every((value) => value === 0)).toBe(true);
});

/** Bytes of each initializer, by name. */
function initializersOf(bytes: Uint8Array): Map<string, number[]> {
  const { graph } = fromBinary(onnxMessage('ModelProto'), bytes) as ModelMessage;
  return new Map(graph?.initializer.map(({ name, rawData }) => [name, [...rawData]]));
}
