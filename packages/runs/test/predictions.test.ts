import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { comparePredictions, readPredictions } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-predictions-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'predictions.csv');
const read = (...lines: string[]) => {
  writeFileSync(path, lines.join('\n'));
  return readPredictions(path);
};
/** Ten images of two classes. */
const samples = Array.from({ length: 10 }, (_, i) => ({
  key: `images/${i}.png`,
  className: i < 5 ? 'boat' : 'car',
}));
/** Output 1 means boat, 0 car; the file is right for 8 of 10. */
const handed = [1, 1, 1, 1, 0, 0, 0, 0, 0, 1];
const rowsOf = (predicted: readonly number[]) => read('prediction', ...predicted.map(String));

describe('predictions handed in', () => {
  it('agree with a run that predicts the same, and say how often both are right', async () => {
    const rows = await rowsOf(handed);
    const compared = comparePredictions({ path, rows, samples, predictions: Int32Array.from(handed) });
    expect(compared).toEqual({
      verdict: 'agrees',
      text: `${path}: this run agrees with it: 10 of 10 predictions are the same; top-1 of the file 0.80, of this run 0.80.`,
    });
  });

  it('tell a run that predicts otherwise, with both shares and what to check', async () => {
    const rows = await rowsOf(handed);
    // All boats are called cars; of the cars 4 of 5 are right, and the file said so, too: 4 right, 5 the same.
    const [all, most] = [
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      [0, 0, 0, 0, 1, 1, 1, 0, 0, 1],
    ].map((one) => Int32Array.from(one));
    expect(comparePredictions({ path, rows, samples, predictions: all ?? null })).toMatchObject({
      verdict: 'differs',
      text: expect.stringContaining(
        '6 of 10 predictions are the same; top-1 of the file 0.80, of this run 0.40: check channel order,',
      ),
    });
    expect(comparePredictions({ path, rows, samples, predictions: most ?? null })).toMatchObject({
      verdict: 'contradicts',
      text: expect.stringContaining(
        '3 of 10 predictions are the same; top-1 of the file 0.80, of this run 0.30: check channel order,',
      ),
    });
  });

  it('are compared without shares where nobody knows the right classes', async () => {
    const unknown = samples.map(({ key }) => ({ key, className: null }));
    const compared = comparePredictions({
      path,
      rows: await rowsOf(handed),
      samples: unknown,
      predictions: Int32Array.from(handed),
    });
    expect(compared.text).toBe(`${path}: this run agrees with it: 10 of 10 predictions are the same.`);
  });

  it('belong to images by their keys, in any order and among others, with folders in front or left out', async () => {
    const named = handed.map((prediction, i) => `/data/world/images/${i}.png,${prediction},${i < 5 ? 1 : 0}`).reverse();
    const rows = await read('path,prediction,class', 'elsewhere/other.png,7,7', ...named);
    const predictions = Int32Array.from(handed);
    // The file's own classes are numbers, and mean the outputs themselves.
    expect(comparePredictions({ path, rows, samples, predictions }).text).toContain('of this run 0.80');
    const short = await read('key,prediction', ...handed.map((prediction, i) => `${i}.png,${prediction}`));
    expect(comparePredictions({ path, rows: short, samples, predictions }).verdict).toBe('agrees');
  });

  it.each([
    [['guess', '1'], /expected a column "prediction"/],
    [[''], /expected a column "prediction"/],
    [['prediction', '1', 'boat'], /line 3: expected the number, from 0, .* found "boat"/],
    [['prediction', '-1'], /line 2: .* found "-1"/],
    [['key,prediction', 'a.png,1', ',1'], /line 3: expected the image in "key", found none/],
    [['key,prediction', 'a.png,1', './a.png,1'], /line 3: ".\/a\.png" is there twice/],
  ])('that don’t say what they are about are refused: %j', async (lines, message) => {
    await expect(read(...lines)).rejects.toThrow(message);
  });

  it('of other images are refused, as is a network that doesn’t classify', async () => {
    const predictions = Int32Array.from(handed);
    const nine = await rowsOf(handed.slice(1));
    expect(() => comparePredictions({ path, rows: nine, samples, predictions })).toThrow(
      /expected 10 rows, one for each image of the dataset in its order, found 9/,
    );
    const other = await read('key,prediction', ...handed.map((one, i) => `${i + 1}.png,${one}`));
    expect(() => comparePredictions({ path, rows: other, samples, predictions })).toThrow(
      /none or several that can be meant for sample 0, "images\/0\.png"/,
    );
    const twice = await read(
      'key,prediction',
      ...handed.flatMap((one, i) => [`a/images/${i}.png,${one}`, `b/images/${i}.png,${one}`]),
    );
    expect(() => comparePredictions({ path, rows: twice, samples, predictions })).toThrow(/none or several/);
    expect(() => comparePredictions({ path, rows: nine, samples, predictions: null })).toThrow(/nothing to compare/);
  });
});
