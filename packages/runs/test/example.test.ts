import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { LAYER, MODEL, writeTinyWorld } from './tiny-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-example-'));
afterAll(() => rmSync(folder, { recursive: true }));
const EXAMPLE = resolve(import.meta.dirname, '../example/explain-model.ts');

it('is the one in the README', () => {
  const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8');
  expect(/```ts\n(.*?)```/su.exec(readme)?.[1]).toBe(readFileSync(EXAMPLE, 'utf8'));
});

it('explains a model and prints a line for each range, and nothing else', async () => {
  const world = await writeTinyWorld(join(folder, 'world'));
  const args = [EXAMPLE, world, MODEL, LAYER, join(folder, 'home')];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    expect(line).toMatch(/^neuron [01], range [12] \(\S+ to \S+\): (.*(sky|ground).*, IoU [01]\.\d{3}|nothing)$/);
  }
});
