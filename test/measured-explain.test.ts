import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYER, MODEL, npy, writeSmallWorld } from './support/small-world.ts';
import { runStrata, startStrata } from './support/strata.ts';
import { tableRows } from './support/table-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-measured-'));
const [home, whole] = [join(folder, 'home'), join(folder, 'whole')] as const;
const probe = join(folder, 'world');
const model = ['--probe', probe, '--format', 'planes', '--model', MODEL, '--layer', LAYER];
const measures = ['--importance', '--label-masking', '4'];

interface Row {
  readonly unit: number;
  readonly formula: string | null;
  readonly metrics: Readonly<
    Record<
      | 'detectionAccuracy'
      | 'activationCoverage'
      | 'sampleCoverage'
      | 'explanationCoverage'
      | 'labelMasking'
      | 'labelMaskingSamples'
      | 'labelMaskingStrength'
      | 'labelMaskingFloor',
      number | null
    >
  > | null;
  readonly importance: Readonly<Record<'changed' | 'controlChanged' | 'bothChanged' | 'samples', number>> | null;
  readonly specifications: { readonly held: number; readonly total: number } | null;
}
interface Report {
  readonly timingsMs: Record<string, number>;
  readonly rangeImportance: readonly {
    readonly clusterIndex: number;
    readonly samples: number;
    readonly units: number;
  }[];
  readonly explanations: readonly Row[];
}

/** Runs explain to its end and reads its report. */
function explain(
  args: readonly string[],
  { at = home }: { at?: string } = {},
): {
  report: Report;
  stdout: string;
  stderr: string;
} {
  const json = join(folder, 'report.json');
  const done = runStrata(['explain', ...model, ...args, '--json', json], { home: at });
  expect(done.stderr).not.toContain('Error');
  expect(done.status).toBe(0);
  return { report: JSON.parse(readFileSync(json, 'utf8')) as Report, stdout: done.stdout, stderr: done.stderr };
}

/** Rows as they are without the measurements. */
const plain = ({ explanations }: Report) =>
  explanations.map(({ importance: _, metrics, ...row }) => {
    if (!metrics) return row;
    const { detectionAccuracy, activationCoverage, sampleCoverage, explanationCoverage } = metrics;
    return { ...row, metrics: { detectionAccuracy, activationCoverage, sampleCoverage, explanationCoverage } };
  });
const measured = ({ explanations, rangeImportance }: Report) => ({
  rangeImportance,
  explanations: explanations.map(({ importance, metrics }) => ({ importance, masking: metrics?.labelMasking })),
});

let store: Store;
let other: Store;
/** Of the first eight units with both measured. */
let eight: Report;
beforeAll(async () => {
  await writeSmallWorld(probe, { samples: 24 });
  // Held open, so that the servers are started once for all commands.
  store = await openSeededStore(home);
  other = await openSeededStore(whole);
});
afterAll(async () => {
  await Promise.all([store?.close(), other?.close()]);
  rmSync(folder, { recursive: true });
});

describe('strata explain --importance --label-masking', () => {
  it('measures a run that was complete without them, and leaves the rest of it as it is', async () => {
    const before = explain(['--units', '0-7']).report;
    expect(before.rangeImportance).toEqual([]);
    expect(
      measured(before).explanations.every((row) => row.importance === null && (row.masking ?? null) === null),
    ).toBe(true);
    const { report, stdout, stderr } = explain(['--units', '0-7', ...measures]);
    eight = report;
    expect(stdout).toMatch(
      /importance of range 5, 8 units at once: sets \d+ of 24 predictions off; as much removed at random \d+; difference [+−]?\d+ points \([+−]?\d+ to [+−]?\d+\)/,
    );
    expect(stderr).toContain('8 of 8 units were stored already');
    expect(plain(report)).toEqual(plain(before));
    expect(Object.keys(report.timingsMs)).toEqual(expect.arrayContaining(['importance', 'labelMasking']));
    for (const { formula, importance, metrics } of report.explanations) {
      expect(importance?.samples).toBe(24);
      expect(importance?.controlChanged).toBeLessThanOrEqual(24);
      if (formula === null) continue;
      // A range that has three places in no image has none.
      expect(metrics?.labelMasking === null).toBe(metrics?.labelMaskingSamples === 0);
      expect(metrics?.labelMaskingSamples).toBeLessThanOrEqual(4);
    }
    expect(report.explanations.filter(({ metrics }) => metrics?.labelMaskingFloor != null).length).toBeGreaterThan(9);
    // The network sees most of what it responds to where the formula holds, at least somewhere.
    expect(Math.max(...report.explanations.map(({ metrics }) => metrics?.labelMasking ?? 0))).toBeGreaterThan(0.5);
    const units = new Set(report.explanations.map(({ unit }) => unit)).size;
    expect(report.rangeImportance.map((one) => [one.clusterIndex, one.samples, one.units])).toEqual(
      [1, 2, 3, 4, 5].map((clusterIndex) => [clusterIndex, 24, units]),
    );
    const { rows } = await store.pool.query(
      'select status, label_masking_seed as seed, label_masking_limit as "samplesMax" from run',
    );
    expect(rows).toEqual([{ status: 'COMPLETED', seed: 0, samplesMax: 4 }]);
  });

  it('measures nothing twice, and reports what is stored', () => {
    const again = explain(['--units', '0-7', ...measures]);
    expect(again.stderr).toMatch(/importance: done .* of \d units were measured already/);
    expect(again.stderr).toMatch(/label masking: done .* explanations were measured already/);
    expect(measured(again.report)).toEqual(measured(eight));
  });

  it('is the same with one and two threads, and without a database', () => {
    for (const threads of ['1', '2']) {
      const apart = explain(['--units', '0-7', ...measures, '--threads', threads, '--no-store']).report;
      expect(measured(apart)).toEqual(measured(eight));
    }
  });

  it('takes all samples when asked to, in place of the few', async () => {
    const { report } = explain(['--units', '0-1', '--label-masking', 'all']);
    expect(Math.max(...report.explanations.map(({ metrics }) => metrics?.labelMaskingSamples ?? 0))).toBe(24);
    const { rows } = await store.pool.query(
      'select count(*)::int as n from explanation where label_masking_samples is not null and unit_index > 1',
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('interrupted in the middle of either keeps the run complete, and goes on to what one go gives', async () => {
    const all = ['--units', '0-19', ...measures];
    const expected = explain(all, { at: whole }).report;
    const count = async (what: string) => (await store.pool.query(`select count(*)::int as n from ${what}`)).rows[0].n;
    explain(['--units', '0-19']);
    for (const what of [
      'cluster where importance_changed is not null',
      'explanation where label_masking_samples is not null',
    ]) {
      // What the tests above have measured already is measured anew, so that there is something to interrupt.
      await store.pool.query(
        'update cluster set importance_changed = null, importance_samples = null, importance_control_changed = null, importance_both_changed = null',
      );
      await store.pool.query('update explanation set label_masking = null, label_masking_samples = null');
      const child = startStrata(['explain', ...model, ...all], { home });
      while ((await count(what)) === 0) {
        expect(child.exitCode).toBeNull();
        await sleep(2);
      }
      child.kill('SIGINT');
      expect(await once(child, 'close')).toEqual([130, null]);
      expect(await count(what)).toBeLessThan(await count(what.replace(/ where .*/u, '')));
      expect((await store.pool.query('select status from run')).rows).toEqual([{ status: 'COMPLETED' }]);
      expect(measured(explain(all).report)).toEqual(measured(expected));
    }
    const { run: _, ...rows } = await tableRows(store);
    const { run: _run, ...rowsWhole } = await tableRows(other);
    expect(rows).toEqual(rowsWhole);
  });

  it.each([
    [['--importance'], /--importance: expected --model, found --activations; .* leave it out/],
    [measures, /--importance and --label-masking: expected --model, .* leave them out/],
  ])('without a model refuses %j', (args, message) => {
    const activations = join(folder, 'a.npy');
    writeFileSync(activations, npy('<f4', [1, 24, 1, 1], new Float32Array(24).fill(1).buffer));
    const given = ['--probe', probe, '--format', 'planes', '--activations', activations, '--no-store'];
    const done = runStrata(['explain', ...given, ...args], { home });
    expect(done.stderr).toMatch(message);
    expect(done.status).toBe(1);
  });

  it.each([
    [['--label-masking', 'some'], /Expected a whole number from 1/],
    [['--importance', '--layer', 'logits'], /nothing comes after it\. Choose an earlier tensor/],
  ])('refuses %j before any work', (args, message) => {
    const done = runStrata(['explain', ...model, ...args, '--no-store'], { home });
    expect(done.stderr).toMatch(message);
    expect(done.stderr).not.toContain('explain:');
    expect(done.status).toBe(1);
  });
});

describe('strata explain --specifications', () => {
  it('says for each explanation in how many it holds, the same without a database, and repeats nothing twice', async () => {
    const asked = ['--units', '0-2', '--specifications'];
    const { report, stdout } = explain(asked);
    const counts = report.explanations.flatMap(({ formula, specifications }) =>
      formula === null ? [] : [specifications],
    );
    // Both halves × 3 numbers of ranges × 2 ways of upsampling × 3 lengths, with all concepts and without each category.
    for (const count of counts) {
      expect((count?.total as number) % 36).toBe(0);
      expect(count?.held).toBeLessThanOrEqual(count?.total as number);
    }
    expect(Math.max(...counts.map((count) => count?.held ?? 0))).toBeGreaterThan(0);
    expect(stdout).toMatch(/holds in \d+ of \d+ specifications/);
    const apart = explain([...asked, '--no-store']).report.explanations;
    expect(apart.map(({ specifications }) => specifications)).toEqual(
      report.explanations.map(({ specifications }) => specifications),
    );
    expect(explain(asked).stderr).toContain('3 of 3 units were repeated already');
    const { rows } = await store.pool.query(
      'select specifications_held as held, specifications_total as total from explanation where unit_index < 3 order by unit_index, cluster_index',
    );
    expect(rows).toEqual(counts);
  });
});
