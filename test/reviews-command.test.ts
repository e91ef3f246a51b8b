import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store, writeReview } from '@strata/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeSmallRuns } from './dashboard/small-run.ts';
import { startStrata } from './support/strata.ts';

const home = mkdtempSync(join(tmpdir(), 'strata-reviews-'));
let store: Store;
const LONG_MS = 300_000;

beforeAll(async () => {
  store = await openStore({ home });
  await storeSmallRuns(store);
});
afterAll(async () => {
  await store?.close();
  rmSync(home, { recursive: true });
});

function reviews(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = startStrata(['reviews', ...args], { home });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, stdout, stderr })));
}

it(
  'strata reviews lists every review with what it was said of, and with --current the newest of each reviewer',
  async () => {
    expect(await reviews()).toEqual({ status: 0, stdout: '', stderr: expect.stringContaining('No reviews yet.') });
    const { rows } = await store.pool.query<{ id: string }>(
      `select e.id from explanation e join unit u on u.id = e.unit_id join layer l on l.id = u.layer_id
       join model_version v on v.id = l.model_version_id
       where v.label = 'epoch 30' and e.unit_index = 1 and e.cluster_index = 2`,
    );
    const said = { explanationId: Number(rows[0]?.id), reviewer: 'key:1', reviewerName: 'ann' };
    await writeReview(store, { ...said, verdict: 'CONFIRM', idempotencyKey: 'first one' });
    await writeReview(store, {
      ...said,
      verdict: 'REJECT',
      reason: '=1+1, "no"\nsea',
      betterName: 'coast',
      idempotencyKey: 'second one',
    });
    const all = JSON.parse((await reviews('--format', 'json')).stdout);
    expect(all).toMatchObject([
      { verdict: 'CONFIRM', isCurrent: false, reviewerName: 'ann', model: 'small-cnn', modelVersion: 'epoch 30' },
      { verdict: 'REJECT', isCurrent: true, unitIndex: 1, clusterIndex: 2, betterName: 'coast' },
    ]);
    const table = (await reviews()).stdout.split('\n');
    expect(table[0]).toMatch(/^given +reviewer +verdict/u);
    expect(table[1]).toContain('(confirm)');
    expect(table[2]).toMatch(/ann +reject .*=1\+1, "no" sea$/u);
    const csv = (await reviews('--current', '--format', 'csv')).stdout;
    expect(csv).toContain(`,REJECT,"'=1+1, ""no""\nsea",coast,true,small-cnn,epoch 30,`);
    expect(csv).not.toContain('CONFIRM');
  },
  LONG_MS,
);
