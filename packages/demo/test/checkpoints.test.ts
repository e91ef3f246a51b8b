import { readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEMO_LAYER, demoCheckpoints } from '../src/checkpoints.ts';

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
