import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openLayerSession, preprocessingSchema, readModel } from '../src/index.ts';
import { type MadeNode, makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-rank-'));
afterAll(() => rmSync(folder, { recursive: true }));

const request = { layout: 'nchw' } as const;

/** No inference of shapes follows a sequence of tensors. */
const nodes: MadeNode[] = [
  { op: 'Neg', input: ['image'], output: ['a'] },
  { op: 'SplitToSequence', input: ['a'], output: ['parts'], attributes: { axis: 1 } },
  { op: 'ConcatFromSequence', input: ['parts'], output: ['again'], attributes: { axis: 1 } },
  { op: 'Relu', input: ['again'], output: ['r'] },
  { op: 'ReduceMean', input: ['r'], output: ['m'], attributes: { keepdims: 0 } },
];
function write(name: string, dims: readonly (number | string)[]): string {
  const path = join(folder, `${name}.onnx`);
  const inputs = [{ name: 'image', shape: dims }];
  writeFileSync(path, makeModel({ inputs, nodes, outputs: [{ name: 'm', shape: null }] }));
  return path;
}

describe('a tensor whose number of dimensions the file does not tell', () => {
  test('is learnt from one image, and explained', async () => {
    const path = write('open', ['n', 3, 'h', 'w']);
    const preprocessing = preprocessingSchema.parse({ width: 2, height: 4, scale: 1 });
    const { tensors } = await readModel(path, {
      image: { width: 2, height: 4 },
      requests: new Map([['r', request]]),
    });
    const shapes = new Map(tensors.map(({ name, shape, reason }) => [name, { shape, reason }]));
    expect(shapes.get('r')).toEqual({ shape: [null, 3, 4, 2], reason: null });
    expect(shapes.get('m')?.reason).toMatch(/has 0 dimensions/);
    const session = await openLayerSession(path, { layers: ['r'], preprocessing, request });
    const { layers } = await session.run({ input: new Float32Array(48).fill(-1), count: 2 });
    await session.close();
    expect(layers[0]?.shape).toEqual([2, 3, 4, 2]);
    expect(new Set(layers[0]?.data)).toEqual(new Set([1]));
  });

  test('is refused with that reason where no image can be run', async () => {
    const { tensors } = await readModel(write('unknown', ['n', 3, 'h', 'w']));
    expect(tensors.find(({ name }) => name === 'r')?.reason).toMatch(/only a run of the model tells.*--input-size/);
  });
});
