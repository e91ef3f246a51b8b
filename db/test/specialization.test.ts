import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { classifyRuns, type SpecializationRules, type Store } from '../src/index.ts';
import { openSeededStore } from '../testing/index.ts';
import { type ClassifiedRun, classesOf, rules, storeClassifiedRun } from './classified-runs.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-classes-'));
  store = await openSeededStore(home);
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

const storeRun = (run: ClassifiedRun, options?: { readonly classify?: boolean }) =>
  storeClassifiedRun(store, run, options);

async function baselineOf(runId: number): Promise<number | null> {
  const { rows } = await store.pool.query('select baseline_run_id::int as id from run where id = $1', [runId]);
  return rows[0].id;
}

async function baselinesOf(runId: number): Promise<number[]> {
  const { rows } = await store.pool.query(
    'select baseline_run_id::int as id from run_baseline where run_id = $1 order by 1',
    [runId],
  );
  return rows.map(({ id }) => id);
}

async function defaultsOf(runId: number): Promise<unknown[]> {
  const { rows } = await store.pool.query(
    `select f.text, d.unit_count as units, d.range_count as ranges, d.rank from default_formula d
     join formula f on f.id = d.formula_id where d.run_id = $1 order by d.rank`,
    [runId],
  );
  return rows;
}

/** `b` in two units. */
const UNTRAINED = [['b', 'b'], ['b'], ['c']];
const TRAINED = [['b', 'bb'], ['a']];
const TRAINED_CLASSES = ['0/1 b unspecialized←b', '0/2 bb weakly_specialized←b', '1/1 a specialized'];

it('classifies a run against its model’s baseline, and the baseline against itself', async () => {
  const baseline = await storeRun({ model: 'after', version: 'v0', isBaseline: true, units: UNTRAINED });
  expect(await defaultsOf(baseline)).toEqual([{ text: 'b', units: 2, ranges: 3, rank: 1 }]);
  const trained = await storeRun({ model: 'after', version: 'v1', units: TRAINED });
  expect(await defaultsOf(trained)).toEqual(await defaultsOf(baseline));
  expect(await classesOf(store, trained)).toEqual(TRAINED_CLASSES);
  expect(await baselineOf(trained)).toBe(baseline);
  expect(await classesOf(store, baseline)).toEqual([
    '0/1 b unspecialized←b',
    '0/2 b unspecialized←b',
    '1/1 b unspecialized←b',
    '2/1 c specialized',
  ]);
  expect(await baselineOf(baseline)).toBe(baseline);
});

it('classifies the runs that are there already when the baseline comes last, those of equal settings only', async () => {
  const [same, other] = [
    await storeRun({ model: 'before', version: 'v1', units: TRAINED }),
    await storeRun({ model: 'before', version: 'v1', units: TRAINED, settings: 'other' }),
  ];
  expect(await classesOf(store, same)).toEqual(['0/1 b', '0/2 bb', '1/1 a']);
  const baseline = await storeRun({ model: 'before', version: 'v0', isBaseline: true, units: UNTRAINED });
  expect(await classesOf(store, same)).toEqual(TRAINED_CLASSES);
  expect(await baselineOf(same)).toBe(baseline);
  expect(await classesOf(store, other)).toEqual(['0/1 b', '0/2 bb', '1/1 a']);
  expect(await baselineOf(other)).toBeNull();
});

it('classifies all runs anew when the baseline grows', async () => {
  const some = UNTRAINED.slice(0, 1);
  const baseline = await storeRun({ model: 'grows', version: 'v0', isBaseline: true, units: some });
  const trained = await storeRun({ model: 'grows', version: 'v1', units: TRAINED });
  // One unit makes no default formula.
  expect(await classesOf(store, trained)).toEqual(['0/1 b specialized', '0/2 bb specialized', '1/1 a specialized']);
  await storeRun({ model: 'grows', version: 'v0', isBaseline: true, units: UNTRAINED });
  expect(await defaultsOf(baseline)).toHaveLength(1);
  expect(await classesOf(store, trained)).toEqual(TRAINED_CLASSES);
});

it('pools the baselines of a model, and leaves each out where it is measured itself', async () => {
  const first = await storeRun({ model: 'pool', version: 'v0', isBaseline: true, units: UNTRAINED });
  const trained = await storeRun({ model: 'pool', version: 'v1', units: TRAINED });
  const second = await storeRun({ model: 'pool', version: 'v2', isBaseline: true, units: [['a'], ['a'], ['c']] });
  // Of the units that all have, 0 and 1: b in both of the first network, a in both of the second.
  expect((await defaultsOf(trained)).map((row) => (row as { text: string }).text).sort()).toEqual(['a', 'b']);
  expect(await classesOf(store, trained)).toEqual([
    '0/1 b unspecialized←b',
    '0/2 bb weakly_specialized←b',
    '1/1 a unspecialized←a',
  ]);
  expect(await baselinesOf(trained)).toEqual([first, second]);
  // The first by the second alone, the second by the first alone.
  expect(await defaultsOf(first)).toMatchObject([{ text: 'a', units: 2 }]);
  expect(await classesOf(store, first)).toEqual([
    '0/1 b specialized',
    '0/2 b specialized',
    '1/1 b specialized',
    '2/1 c specialized',
  ]);
  expect(await classesOf(store, second)).toEqual(['0/1 a specialized', '1/1 a specialized', '2/1 c specialized']);
  expect([await baselinesOf(first), await baselinesOf(second)]).toEqual([[second], [first]]);
  expect([await baselineOf(first), await baselineOf(second)]).toEqual([first, second]);
});

it('measures by the units that a run shares with its baselines, and not at all where it shares none', async () => {
  // b in units 1 and 2, of which the trained run has only one: no default formula.
  await storeRun({ model: 'few', version: 'v0', isBaseline: true, units: [['c'], ['b'], ['b']] });
  const trained = await storeRun({ model: 'few', version: 'v1', units: TRAINED });
  expect(await classesOf(store, trained)).toEqual(['0/1 b specialized', '0/2 bb specialized', '1/1 a specialized']);
  const apart = await storeRun({ model: 'few', version: 'v2', units: [['b']], firstUnit: 7 });
  expect(await classesOf(store, apart)).toEqual(['7/1 b']);
});

it('keeps baselines whose zeros are off by another rule apart', async () => {
  await storeRun({ model: 'zeros', version: 'v0', isBaseline: true, units: UNTRAINED, zerosOff: false });
  const trained = await storeRun({ model: 'zeros', version: 'v1', units: TRAINED });
  expect(await classesOf(store, trained)).toEqual(['0/1 b', '0/2 bb', '1/1 a']);
  expect(await baselinesOf(trained)).toEqual([]);
});

it('is done again, by whichever run comes next, after it was interrupted anywhere', async () => {
  const baseline = await storeRun({ model: 'torn', version: 'v0', isBaseline: true, units: UNTRAINED.slice(0, 1) });
  const trained = await storeRun({ model: 'torn', version: 'v1', units: TRAINED });
  const later = await storeRun({ model: 'torn', version: 'v2', units: [['c']] });
  // The baseline grows, and its process ends before it classifies anything.
  await storeRun({ model: 'torn', version: 'v0', isBaseline: true, units: UNTRAINED }, { classify: false });
  // Its next process ends after the baseline: the others keep their classes, and the default formulas that made them.
  let calls = 0;
  const torn: SpecializationRules = {
    ...rules,
    classify: (...args) => {
      calls += 1;
      if (calls > 1) throw new Error('stopped by hand');
      return rules.classify(...args);
    },
  };
  await expect(classifyRuns(store, { runId: baseline, rules: torn })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
  });
  expect(await classesOf(store, trained)).toEqual(['0/1 b specialized', '0/2 bb specialized', '1/1 a specialized']);
  expect(await defaultsOf(trained)).toEqual([]);
  await classifyRuns(store, { runId: later, rules });
  expect(await classesOf(store, trained)).toEqual(TRAINED_CLASSES);
});

it('writes nothing when nothing has changed', async () => {
  const baseline = await storeRun({ model: 'still', version: 'v0', isBaseline: true, units: UNTRAINED });
  const trained = await storeRun({ model: 'still', version: 'v1', units: TRAINED });
  // A row's version names the transaction that wrote it.
  const versions = async () =>
    (
      await store.pool.query(
        `select 'run ' || id as row, xmin from run union all select 'explanation ' || id, xmin from explanation
         union all select 'default ' || run_id || ' ' || rank, xmin from default_formula
         union all select 'against ' || run_id || ' ' || baseline_run_id, xmin from run_baseline
         union all select concat_ws(' ', 'estimate', run_id, measure, specialization, cluster_index), xmin from class_estimate
         order by 1`,
      )
    ).rows;
  const before = await versions();
  for (const runId of [baseline, trained]) await classifyRuns(store, { runId, rules });
  expect(await versions()).toEqual(before);
});
