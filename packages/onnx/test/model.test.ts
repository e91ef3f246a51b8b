import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import { afterAll, expect, test } from 'vitest';
import { findTensor, readModel, readPreprocessing } from '../src/index.ts';
import { type MadeModel, makeModel } from './make-model.ts';

const checkpoint = resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx');
const layer = '/block4/relu/Relu_output_0';
const scratch = mkdtempSync(join(tmpdir(), 'strata-onnx-'));
afterAll(() => rmSync(scratch, { recursive: true }));

test('lists tensors with operator and shape', async () => {
  const model = await readModel(checkpoint);
  expect(findTensor(model, layer)).toMatchObject({
    op: 'Relu',
    shape: [null, 64, 16, 16],
    units: 64,
    layout: 'nchw',
    probeable: true,
  });
});

test('an unknown tensor is answered with what the module of its path gives', async () => {
  const model = await readModel(checkpoint);
  expect(() => findTensor(model, '/block4/relu/Relu_output')).toThrow(`Did you mean "${layer}"?`);
});

test('a tensor inside a branch is answered with the node that holds it, also where branches lie in branches', async () => {
  const branch = (name: string, nodes: MadeModel['nodes'] = []): MadeModel => ({
    inputs: [],
    nodes: [...nodes, { op: 'Neg', input: ['x'], output: [name] }],
    outputs: [{ name, shape: ['n', 3, 2, 2] }],
  });
  const within = {
    op: 'If',
    input: ['yes'],
    output: ['deep'],
    attributes: { then_branch: branch('a'), else_branch: branch('b') },
  };
  const path = join(mkdtempSync(join(scratch, 'branches-')), 'branches.onnx');
  const attributes = { then_branch: branch('then', [within]), else_branch: branch('else') };
  const made: MadeModel = {
    inputs: [{ name: 'x', shape: ['n', 3, 2, 2] }],
    nodes: [{ op: 'If', input: ['yes'], output: ['y'], attributes }],
    outputs: [{ name: 'y', shape: ['n', 3, 2, 2] }],
    weights: [{ name: 'yes', dims: [], data: Uint8Array.of(1) }],
  };
  writeFileSync(path, makeModel(made));
  const model = await readModel(path);
  expect(findTensor(model, 'y').op).toBe('If');
  for (const name of ['then', 'else', 'deep', 'a']) {
    expect(() => findTensor(model, name)).toThrow(`tensor "${name}" lies inside If "y"`);
  }
});

test('a file that is not ONNX is refused with what to do', async () => {
  const path = join(scratch, 'note.onnx');
  writeFileSync(path, 'this is a note');
  await expect(readModel(path)).rejects.toThrow(ModelLoadError);
  await expect(readModel(path)).rejects.toThrow('not an ONNX model. Export');
});

test('reads the preprocessing beside the model', async () => {
  const { preprocessing, assumed } = await readPreprocessing(checkpoint);
  expect(preprocessing).toMatchObject({ width: 128, mean: [0.5, 0.5, 0.5] });
  expect(assumed).toBe(false);
});

test('without a word on preprocessing takes the size that the input has, and says that the rest is assumed', async () => {
  const folder = mkdtempSync(join(scratch, 'alone-'));
  const path = join(folder, 'alone.onnx');
  copyFileSync(checkpoint, path);
  const { preprocessing, assumed } = await readPreprocessing(path);
  expect(preprocessing).toMatchObject({
    width: 128,
    height: 128,
    layout: 'nchw',
    channelOrder: 'rgb',
    mean: [0, 0, 0],
  });
  expect(assumed).toBe(true);
  expect((await readPreprocessing(path, { scale: 1 })).assumed).toBe(false);
});
