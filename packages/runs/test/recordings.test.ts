import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProbeSample } from '@strata/probe';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { findRecordings } from '../src/recordings/find-recordings.ts';
import { contentOf, openRecording, predictionsFor } from '../src/recordings/recording.ts';
import { writeRecording } from './write-recording.ts';

const root = mkdtempSync(join(tmpdir(), 'strata-recordings-'));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;
let folder = '';
beforeEach(() => {
  made += 1;
  folder = join(root, `recording ${made}`);
});

const samples = (...keys: string[]): ProbeSample[] =>
  keys.map((key, index) => ({ index, key, imagePath: `/d/${key}`, className: null, split: null }));
const PREDICTED = 'key,prediction,class\na.png,2,cat\nb.png,0,\nc.png,1,dog\nd.png,2,cat\n';

describe('a recording', () => {
  it('gives its layers and the predicted class of each sample', async () => {
    const recording = await openRecording(writeRecording(folder, { layers: ['conv', 'fc'], predictions: PREDICTED }));
    expect(recording.layers.map(({ name }) => name)).toEqual(['conv', 'fc']);
    expect(predictionsFor(recording, samples('a.png', 'b.png', 'c.png', 'd.png'))).toEqual(Int32Array.of(2, 0, 1, 2));
  });

  it('knows an image by the end of a longer path', async () => {
    const recording = await openRecording(writeRecording(folder, { predictions: PREDICTED }));
    const below = samples('images/a.png', 'images/b.png', 'images/c.png', 'images/d.png');
    expect(predictionsFor(recording, below)).toHaveLength(4);
  });

  it('is refused in another order, or for another number of samples', async () => {
    const recording = await openRecording(writeRecording(folder, { predictions: PREDICTED }));
    expect(() => predictionsFor(recording, samples('a.png', 'c.png', 'b.png', 'd.png'))).toThrow(
      /sample 1: expected "c.png", as the dataset has there, found "b.png"/,
    );
    // "a.png" is no end of "data.png", nor of a file in another folder of that name.
    expect(() => predictionsFor(recording, samples('data.png', 'b.png', 'c.png', 'd.png'))).toThrow(/sample 0/);
    expect(() => predictionsFor(recording, samples('a.png'))).toThrow(
      /expected 1 samples, as the dataset has, found 4/,
    );
  });

  it('takes any order where no keys were recorded, and no predictions for none', async () => {
    const rows = 'key,prediction,class\n,,cat\n,,\n,,\n,,\n';
    const recording = await openRecording(writeRecording(folder, { predictions: rows }));
    expect(predictionsFor(recording, samples('a.png', 'b.png', 'c.png', 'd.png'))).toBeNull();
  });

  it('is of the version that its weights make, else of that which its values make', async () => {
    const weights = { sha256: 'ab'.repeat(32) };
    const first = await openRecording(writeRecording(join(folder, 'a'), { manifest: { weights } }));
    const second = await openRecording(
      writeRecording(join(folder, 'b'), { manifest: { weights }, layers: ['x', 'y'] }),
    );
    expect([await contentOf(first, {}), await contentOf(second, {})]).toEqual([weights.sha256, weights.sha256]);
    const [plain, same, other] = await Promise.all(
      [0, 0, 1].map(async (shift, place) =>
        contentOf(await openRecording(writeRecording(join(folder, `c${place}`), { shift })), {}),
      ),
    );
    expect(plain).toBe(same);
    expect(plain).not.toBe(other);
  });
});

describe('a damaged recording', () => {
  const shape = [3, 4, 8, 8];
  const layer = { name: 'conv', file: 'layers/0.npy', shape, dtype: '<f4' };
  it.each([
    ['is of a later version', { version: 2 }, /expected version 1 of the format, found 2/],
    ['is something else', { format: 'other' }, /expected "format": "strata-recording", found "other"/],
    ['has no layers', { layers: [] }, /layers/],
    ['names a layer twice', { layers: [layer, layer] }, /found "conv" twice/],
    ['has a layer of other samples', { layers: [{ ...layer, shape: [3, 5, 8, 8] }] }, /4 samples/],
    [
      'says another shape than the file',
      { layers: [{ ...layer, shape: [4, 4, 8, 8] }] },
      /expected shape \(4, 4, 8, 8\)/,
    ],
    ['lacks a file', { layers: [{ ...layer, file: 'layers/9.npy' }] }, /layer "conv".*does not exist/],
    ['leads out of its folder', { layers: [{ ...layer, file: '../outside.npy' }] }, /expected a path inside/],
    ['lacks its predictions', { predictions: 'none.csv' }, /predictions.*does not exist/],
    ['has weights that are no hash', { weights: { sha256: 'abc' } }, /weights\.sha256/],
  ])('is refused by name when it %s', async (_, manifest, message) => {
    writeRecording(folder, { manifest });
    await expect(openRecording(folder)).rejects.toThrow(message);
  });

  it.each([
    ['too few rows', 'key,prediction\na,1\n', /expected 4 rows, one for each sample, found 1/],
    [
      'a name for a class',
      'key,prediction\na,1\nb,cat\nc,1\nd,1\n',
      /line 3: expected a class's number from 0, found "cat"/,
    ],
    ['a negative class', 'key,prediction\na,-1\nb,1\nc,1\nd,1\n', /line 2.*"-1"/],
    ['a gap', 'key,prediction\na,1\nb,\nc,1\nd,1\n', /line 3: expected a predicted class, found none/],
    ['no such column', 'key,class\na,1\nb,1\nc,1\nd,1\n', /missing: prediction/],
  ])('is refused for predictions with %s', async (_, predictions, message) => {
    writeRecording(folder, { predictions });
    await expect(openRecording(folder)).rejects.toThrow(message);
  });

  it('is refused when a link leads out of it', async () => {
    writeRecording(folder, { manifest: { layers: [{ ...layer, file: 'layers/link.npy' }] } });
    writeFileSync(join(root, 'outside.npy'), 'x');
    symlinkSync(join(root, 'outside.npy'), join(folder, 'layers/link.npy'));
    await expect(openRecording(folder)).rejects.toThrow(/a link that leads out of it/);
  });
});

describe('a folder of recordings', () => {
  it('gives them by their sequence, and otherwise as people count', async () => {
    for (const name of ['step 10', 'step 2', 'step 1'])
      writeRecording(join(folder, name), { manifest: { label: name } });
    expect((await findRecordings(folder)).map(({ manifest }) => manifest.label)).toEqual([
      'step 1',
      'step 2',
      'step 10',
    ]);
    writeRecording(join(folder, 'z'), { manifest: { label: 'first', sequence: 0 } });
    expect((await findRecordings(folder)).map(({ manifest }) => manifest.label)).toEqual([
      'first',
      'step 1',
      'step 2',
      'step 10',
    ]);
  });

  it('leaves out what is no recording or unfinished, and says what nothing would mean', async () => {
    writeRecording(join(folder, 'a'));
    mkdirSync(join(folder, 'notes'));
    writeRecording(join(folder, 'b.partial'), { manifest: { label: 'other' } });
    expect(await findRecordings(folder)).toHaveLength(1);
    rmSync(join(folder, 'a'), { recursive: true });
    await expect(findRecordings(folder)).rejects.toThrow(/unfinished: run the recording again/);
    await expect(findRecordings(join(folder, 'notes'))).rejects.toThrow(/no manifest.json is there/);
    await expect(findRecordings(join(folder, 'nowhere'))).rejects.toThrow(/expected a recording's folder/);
  });

  it('is refused when two are of the same version', async () => {
    writeRecording(join(folder, 'a'));
    writeRecording(join(folder, 'b'));
    await expect(findRecordings(folder)).rejects.toThrow(/expected a version of its own, found "epoch 1"/);
  });
});
