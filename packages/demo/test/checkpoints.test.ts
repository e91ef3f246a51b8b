import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { DEMO_LAYER, demoCheckpoints } from '../src/checkpoints.ts';
import { writeUntrainedTwins } from '../src/untrained-twins.ts';

it('keeps an untrained baseline and four stages or more of training under 2 MB together', () => {
  const checkpoints = demoCheckpoints();
  expect(checkpoints.length).toBeGreaterThanOrEqual(5);
  expect(checkpoints.filter(({ isBaseline }) => isBaseline).map(({ epoch }) => epoch)).toEqual([0]);
  const bytes = checkpoints.reduce((sum, { path }) => sum + statSync(path).size, 0);
  expect(bytes).toBeLessThan(2_000_000);
  expect(checkpoints.at(-1)?.accuracy).toBeGreaterThan((checkpoints[0]?.accuracy ?? 1) + 0.2);
});

it('names the probed tensor as it stands in every file', () => {
  for (const { path } of demoCheckpoints()) expect(readFileSync(path).includes(DEMO_LAYER)).toBe(true);
});

it('writes an untrained twin for each of five seeds, with the preprocessing beside it, and not again', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'strata-twins-'));
  try {
    const asked: [string, number][] = [];
    const randomize = async (from: string, { seed }: { seed: number }) => {
      asked.push([from, seed]);
      return { bytes: Uint8Array.of(seed) };
    };
    const twins = await writeUntrainedTwins(folder, { randomize });
    expect(asked).toEqual([1, 2, 3, 4, 5].map((seed) => [demoCheckpoints()[0]?.path, seed]));
    expect(twins.map(({ path: file }) => [...readFileSync(file)])).toEqual([[1], [2], [3], [4], [5]]);
    expect(twins.every(({ isBaseline, sequence }) => isBaseline && sequence < 0)).toBe(true);
    expect((await readdir(folder)).filter((name) => name.endsWith('.strata.json'))).toHaveLength(5);
    expect(await writeUntrainedTwins(folder, { randomize })).toEqual(twins);
    expect(asked).toHaveLength(5);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
