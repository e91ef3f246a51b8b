import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginRun, openStore, type RunDescriptor, readSharesUnits, type Store } from '../src/index.ts';
import { describeRun } from './small-run.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-training-run-'));
  store = await openStore({ home });
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

/** Stores a version of a model, and tells its id. */
async function version(
  name: string,
  versionLabel: string,
  more: Partial<RunDescriptor['model']> = {},
): Promise<number> {
  const run = describeRun(name);
  const model = { ...run.model, versionLabel, contentSha256: versionLabel, ...more };
  // Each its own run, whatever it is called for.
  const configHash = `${versionLabel} ${JSON.stringify(more)}`;
  await (await beginRun(store, { ...run, model, configHash })).release();
  const { rows } = await store.pool.query<{ id: number }>(
    'select v.id::int as id from model_version v join model m on m.id = v.model_id where m.name = $1 and v.label = $2',
    [name, versionLabel],
  );
  return rows[0]?.id ?? 0;
}

it('takes a baseline for a training run of its own, unless it is said where training began', async () => {
  const trained = await version('own', 'epoch 1');
  const later = await version('own', 'epoch 2');
  const seeds = [
    await version('own', 'seed 1', { isBaseline: true }),
    await version('own', 'seed 2', { isBaseline: true }),
  ] as const;
  const start = await version('own', 'untrained', { isBaseline: true, trainingRun: 'own' });
  const shares = (before: number, after: number) => readSharesUnits(store, { before, after });
  expect(await shares(trained, later)).toBe(true);
  expect(await shares(start, trained)).toBe(true);
  expect(await shares(seeds[0], trained)).toBe(false);
  expect(await shares(seeds[0], seeds[1])).toBe(false);
});

it('lets a version that becomes a baseline leave the run it was in by default, and no other', async () => {
  const trained = await version('becomes', 'epoch 1');
  const shares = (other: number) => readSharesUnits(store, { before: other, after: trained });
  const unnamed = await version('becomes', 'seed 1');
  expect(await shares(unnamed)).toBe(true);
  await version('becomes', 'seed 1', { isBaseline: true });
  expect(await shares(unnamed)).toBe(false);
  // Once it is a baseline, what was said of it stays.
  await version('becomes', 'seed 1', { isBaseline: true, trainingRun: 'becomes' });
  await version('becomes', 'seed 1', { isBaseline: true, accuracy: 0.1 });
  expect(await shares(unnamed)).toBe(true);
  const named = await version('becomes', 'seed 2', { trainingRun: 'second' });
  await version('becomes', 'seed 2', { isBaseline: true });
  const beside = await version('becomes', 'of the second', { trainingRun: 'second' });
  expect(await readSharesUnits(store, { before: named, after: beside })).toBe(true);
});

it('reads the model’s name for rows that name no run', async () => {
  const old = await version('older', 'seed 1', { isBaseline: true });
  const trained = await version('older', 'epoch 1');
  await store.pool.query('update model_version set training_run = null where id = $1', [old]);
  expect(await readSharesUnits(store, { before: old, after: trained })).toBe(true);
});
