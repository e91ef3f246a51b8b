import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import { afterAll, describe, expect, test } from 'vitest';
import {
  cutAtLayer,
  hashModel,
  openLayerSession,
  openTailSession,
  preprocessingSchema,
  randomizeModel,
  readModel,
} from '../src/index.ts';
import { type MadeModel, type MadeNode, type MadeWeight, makeModel } from './make-model.ts';

const root = mkdtempSync(join(tmpdir(), 'strata-external-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;

/** A folder with a model and the files beside it. */
function write(model: MadeModel, files: Readonly<Record<string, Uint8Array>> = {}): string {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const path = join(folder, 'model.onnx');
  writeFileSync(path, makeModel(model));
  return path;
}

/** Two floats behind four bytes of something else. */
const file = (...values: number[]) => new Uint8Array(Float32Array.of(0, ...values).buffer);
const place = { location: 'model.onnx.data', offset: '4', length: '8' };
const none = new Float32Array(0);
const weight = (elsewhere: Readonly<Record<string, string>> = place): MadeWeight => ({
  name: 'w',
  dims: [1, 2, 1, 1],
  data: none,
  elsewhere,
});
const yes: MadeWeight = { name: 'yes', dims: [], data: Uint8Array.of(1) };
const image = { name: 'image', shape: ['n', 1, 2, 2] } as const;
const add: MadeNode = { op: 'Add', input: ['image', 'w'], output: ['a'] };
const constant: MadeNode = { op: 'Constant', input: [], output: ['w'], attributes: { value: weight() } };
const branch = (made: Partial<MadeModel>): MadeModel => ({
  inputs: [],
  nodes: [{ op: 'Add', input: ['image', 'w'], output: ['b'] }],
  outputs: [{ name: 'b', shape: null }],
  ...made,
});
const own: MadeModel = {
  inputs: [],
  nodes: [{ op: 'Neg', input: ['image'], output: ['c'] }],
  outputs: [{ name: 'c', shape: null }],
};
const choice = (then: MadeModel): MadeNode => ({
  op: 'If',
  input: ['yes'],
  output: ['a'],
  attributes: { then_branch: then, else_branch: own },
});
const relu: MadeNode = { op: 'Relu', input: ['a'], output: ['r'] };
const model = (nodes: readonly MadeNode[], other: Partial<MadeModel> = {}): MadeModel => ({
  inputs: [image],
  nodes: [...nodes, relu],
  outputs: [{ name: 'r', shape: ['n', 2, 2, 2] }],
  ...other,
});

const plain = model([add], { weights: [weight()] });
const everyPlace: [string, MadeModel][] = [
  ['an initializer', plain],
  ['a Constant node', model([constant, add])],
  ['an initializer of a branch', model([choice(branch({ weights: [weight()] }))], { weights: [yes] })],
  [
    'a Constant node of a branch',
    model([choice(branch({ nodes: [constant, { op: 'Add', input: ['image', 'w'], output: ['b'] }] }))], {
      weights: [yes],
    }),
  ],
  [
    'a sparse initializer',
    model([add], {
      sparse: [
        {
          values: { ...weight(), dims: [2] },
          indices: { name: '', dims: [2], data: BigInt64Array.of(0n, 1n) },
          dims: [1, 2, 1, 1],
        },
      ],
    }),
  ],
  [
    'a local function',
    model([{ op: 'Shift', domain: 'own', input: ['image'], output: ['a'] }], {
      functions: [
        {
          name: 'Shift',
          input: ['x'],
          output: ['y'],
          nodes: [constant, { op: 'Add', input: ['x', 'w'], output: ['y'] }],
        },
      ],
    }),
  ],
];
const preprocessing = preprocessingSchema.parse({ width: 2, height: 2, scale: 1, channelOrder: 'grey' });
const request = { layout: 'nchw' } as const;

async function valuesOf(path: string): Promise<number[]> {
  const session = await openLayerSession(path, { layers: ['r'], preprocessing, request });
  const { layers } = await session.run({ input: new Float32Array(4), count: 1 });
  await session.close();
  return [...(layers[0]?.data ?? [])];
}

describe.each(everyPlace)('values beside the model, of %s,', (_, made) => {
  test('are found there, whatever the working directory', async () => {
    const path = write(made, { 'model.onnx.data': file(5, 7) });
    // Of the same name, where the process was started.
    const elsewhere = join(root, `elsewhere-${folders}`);
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'model.onnx.data'), file(100, 100));
    const code = `
      const { openLayerSession, preprocessingSchema } = await import(${JSON.stringify(join(import.meta.dirname, '../src/index.ts'))});
      const preprocessing = preprocessingSchema.parse({ width: 2, height: 2, scale: 1, channelOrder: 'grey' });
      const request = { layout: 'nchw' };
      const session = await openLayerSession(${JSON.stringify(path)}, { layers: ['r'], preprocessing, request });
      const { layers } = await session.run({ input: new Float32Array(4), count: 1 });
      console.log(JSON.stringify([...layers[0].data]));`;
    const text = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: elsewhere,
      encoding: 'utf8',
    });
    expect(JSON.parse(text)).toEqual([5, 5, 5, 5, 7, 7, 7, 7]);
  });

  test('are part of its hash', async () => {
    const path = write(made, { 'model.onnx.data': file(5, 7) });
    const before = await hashModel(path);
    expect((await readModel(path)).sha256).toBe(before);
    writeFileSync(join(dirname(path), 'model.onnx.data'), file(5, 8));
    expect(await hashModel(path)).not.toBe(before);
    expect(await valuesOf(path)).toEqual([5, 5, 5, 5, 8, 8, 8, 8]);
  });

  test('are refused outside of its folder', async () => {
    writeFileSync(join(root, 'model.onnx.data'), file(5, 7));
    const path = write(made);
    symlinkSync(join(root, 'model.onnx.data'), join(dirname(path), 'model.onnx.data'));
    for (const use of [readModel, hashModel, valuesOf]) {
      await expect(use(path)).rejects.toThrow(/in the model's folder, found "model\.onnx\.data", which lies outside/);
    }
  });
});

test('the hash tells values, not how they are split into files', async () => {
  const two = (v: Readonly<Record<string, string>>): MadeModel =>
    model([add, { op: 'Mul', input: ['image', 'v'], output: ['m'] }], {
      weights: [weight(), { ...weight(v), name: 'v' }],
    });
  const together = write(two({ ...place, offset: '12' }), { 'model.onnx.data': file(5, 7, 1, 2) });
  const apart = write(two({ location: 'more/v.bin', length: '8' }), {
    'model.onnx.data': file(5, 7),
    'more/v.bin': new Uint8Array(Float32Array.of(1, 2).buffer),
  });
  const others = write(two({ ...place, offset: '12' }), { 'model.onnx.data': file(1, 2, 5, 7) });
  expect(await hashModel(apart)).toBe(await hashModel(together));
  expect(await hashModel(others)).not.toBe(await hashModel(together));
});

test('a path that is a link finds what lies beside the file itself', async () => {
  const path = write(plain, { 'model.onnx.data': file(5, 7) });
  const link = join(root, 'current.onnx');
  symlinkSync(path, link);
  // The data is linked, too, as a store of downloads does.
  symlinkSync(join(dirname(path), 'model.onnx.data'), join(root, 'model.onnx.data.link'));
  const linked = write({ ...plain, weights: [weight({ ...place, location: 'data.link' })] }, { data: file(5, 7) });
  symlinkSync('data', join(dirname(linked), 'data.link'));
  expect(await valuesOf(linked)).toEqual([5, 5, 5, 5, 7, 7, 7, 7]);
  expect(await hashModel(linked)).toBe(await hashModel(path));
});

/** 2 × 20,000 values: too many to be taken into the message that the runtime gets. */
const LARGE = 20_000;
function large(): string {
  const dims = [1, 2, 1, LARGE];
  const data = new Uint8Array(Float32Array.from({ length: 2 * LARGE }, (_, i) => i % 3).buffer);
  const w = { name: 'w', dims, data: none, elsewhere: { location: 'w.data' } };
  const pooled: MadeNode[] = [
    add,
    relu,
    { op: 'GlobalAveragePool', input: ['r'], output: ['p'] },
    { op: 'Flatten', input: ['p'], output: ['y'] },
  ];
  const made: MadeModel = {
    inputs: [{ name: 'image', shape: ['n', 1, 1, 1] }],
    nodes: pooled,
    outputs: [{ name: 'y', shape: ['n', 2] }],
    weights: [w],
  };
  return write(made, { 'w.data': data });
}

test('large weights are left to the runtime, before a layer and behind it', async () => {
  const path = large();
  const small = preprocessingSchema.parse({ width: 1, height: 1, scale: 1, channelOrder: 'grey' });
  const session = await openLayerSession(path, { layers: ['r'], preprocessing: small, request });
  const { layers, predictions } = await session.run({ input: Float32Array.of(1), count: 1 });
  expect([...(layers[0]?.data ?? none).subarray(0, 4)]).toEqual([1, 2, 3, 1]);
  expect(predictions).toHaveLength(1);
  await session.close();
  expect((await cutAtLayer(path, 'a', { request })).bytes.length).toBeLessThan(1000);
  const tail = await openTailSession(path, {
    layer: 'a',
    request,
    preprocessing: small,
    mapShape: { height: 1, width: LARGE },
    batchSize: 1,
  });
  const activations = new Float32Array(2 * LARGE).fill(1, LARGE);
  expect(await tail.predict({ activations, images: null, count: 1 })).toEqual([1]);
  await tail.close();
});

test('an untrained twin holds its weights itself', async () => {
  const conv: MadeNode = { op: 'Conv', input: ['image', 'w'], output: ['a'] };
  const w = { ...weight(), dims: [2, 1, 1, 1] };
  const path = write(model([conv], { weights: [w] }), { 'model.onnx.data': file(5, 7) });
  const { bytes, weights } = await randomizeModel(path, { seed: 1 });
  expect(weights).toBe(1);
  const twin = join(root, 'twin.onnx');
  writeFileSync(twin, bytes);
  expect(await valuesOf(twin)).toEqual(Array(8).fill(0));
});

describe('values that can’t be used are refused with the reason:', () => {
  const cases: [string, Readonly<Record<string, string>>, RegExp][] = [
    [
      'a folder above',
      { ...place, location: '../model.onnx.data' },
      /found "\.\.\/model\.onnx\.data", which lies outside/,
    ],
    ['a detour', { ...place, location: 'sub/../model.onnx.data' }, /which lies outside/],
    ['an absolute path', { ...place, location: '/etc/hostname' }, /found "\/etc\/hostname", which lies outside/],
    ['a device', { ...place, location: 'null' }, /which lies outside|no ordinary file/],
    ['a folder', { ...place, location: 'sub' }, /is no ordinary file/],
    ['a pipe', { ...place, location: 'pipe' }, /is no ordinary file/],
    ['nothing there', { ...place, location: 'other.data' }, /other\.data, found no such file\. Copy it there/],
    ['a name that none can have', { ...place, location: 'a\0b' }, /found no such file/],
    ['an offset behind the end', { ...place, offset: '8' }, /at least 16 bytes in .*model\.onnx\.data .* found 12/],
    ['an offset that is no number', { ...place, offset: '-4' }, /expected 8 bytes .* found offset -4, length 8/],
    ['an offset beyond all numbers', { ...place, offset: '99999999999999999999' }, /found offset 9{20}/],
    ['another length', { ...place, length: '4' }, /expected 8 bytes .* found offset 4, length 4/],
  ];
  test.each(cases)('%s', async (_, elsewhere, message) => {
    const path = write(model([add], { weights: [weight(elsewhere)] }), {
      'model.onnx.data': file(5, 7),
      'sub/x': file(1),
    });
    symlinkSync('/dev/null', join(dirname(path), 'null'));
    execFileSync('mkfifo', [join(dirname(path), 'pipe')]);
    for (const use of [readModel, hashModel, valuesOf, (one: string) => randomizeModel(one, { seed: 1 })]) {
      const using = use(path);
      await expect(using).rejects.toThrow(ModelLoadError);
      await expect(using).rejects.toThrow(message);
      await expect(using).rejects.toThrow(path);
    }
  });

  test('a file that is cut off', async () => {
    const path = write(plain, { 'model.onnx.data': file(5, 7) });
    truncateSync(join(dirname(path), 'model.onnx.data'), 11);
    await expect(readModel(path)).rejects.toThrow(/at least 12 bytes .* found 11\. Copy the whole file anew/);
  });
});
