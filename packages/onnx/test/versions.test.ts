import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { afterAll, describe, expect, test } from 'vitest';
import { hashModel, readModel, readPreprocessing } from '../src/index.ts';
import { type MadeModel, makeModel } from './make-model.ts';

const scratch = mkdtempSync(join(tmpdir(), 'strata-versions-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const [IR_MAX, OPSET_MAX] = [13, 26];
const made = (about: Partial<MadeModel>): Uint8Array =>
  makeModel({
    inputs: [{ name: 'x', shape: ['n', 3, 4, 4] }],
    nodes: [{ op: 'Relu', input: ['x'], output: ['y'] }],
    outputs: [{ name: 'y', shape: ['n', 3, 4, 4] }],
    ...about,
  });
const write = (name: string, about: Partial<MadeModel>): string => {
  const path = join(scratch, name);
  writeFileSync(path, made(about));
  return path;
};
const open = async (about: Partial<MadeModel>): Promise<void> => {
  const session = await InferenceSession.create(made(about), { logSeverityLevel: 4 });
  await session.release();
};

describe('the newest that is taken is the newest that the runtime takes:', () => {
  test('IR version', async () => {
    await open({ irVersion: IR_MAX });
    await expect(open({ irVersion: IR_MAX + 1 })).rejects.toThrow(/IR version/u);
    expect((await readModel(write('newest-ir.onnx', { irVersion: IR_MAX }))).tensors).toHaveLength(1);
  });

  test('opset', async () => {
    await open({ opset: OPSET_MAX });
    await expect(open({ opset: OPSET_MAX + 1 })).rejects.toThrow(/opset/u);
    expect((await readModel(write('newest-opset.onnx', { opset: OPSET_MAX }))).tensors).toHaveLength(1);
  });
});

describe('a file that is newer than the runtime is refused with both numbers and what to do, whoever reads it first:', () => {
  const readers = [readModel, hashModel, readPreprocessing];
  test.each([
    ['IR version', { irVersion: 14 }, /IR version 13 at most.*found 14\. Write it with "model\.ir_version = 13"/u],
    ['opset', { opset: 31 }, /opset 26 at most \(ai\.onnx\).*found 31\. Export it with opset_version=26/u],
  ])('%s', async (name, about, message) => {
    const path = write(`${name}.onnx`, about);
    for (const read of readers) await expect(read(path)).rejects.toThrow(message);
  });
});
