import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  classifyRuns,
  excessRises,
  isSpecialized,
  missingSeeds,
  readExcess,
  readExcessChanges,
  type Store,
} from '../src/index.ts';
import { openSeededStore } from '../testing/index.ts';
import { type ClassifiedRun, classesOf, graded, rules, storeClassifiedRun } from './classified-runs.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-excess-'));
  store = await openSeededStore(home);
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

const storeRun = (run: ClassifiedRun) => storeClassifiedRun(store, run);

const uses = (formulas: readonly string[]) => formulas.map((formula) => [formula, 'b'] as const);

/** Range 1 has these formulas, one per unit; range 2 always b, which is default everywhere. */
const LEFT_OUT = [
  ['a', 'a', 'b', 'c'],
  ['a', 'b', 'b', 'd'],
  ['a', 'c', 'b', 'd'],
].map(uses);

/** All of these formulas are default formulas. */
const ALIKE = [
  ['a', 'a', 'b', 'c'],
  ['a', 'b', 'b', 'c'],
  ['a', 'c', 'b', 'c'],
].map(uses);

/** `measure range value`, with half the interval's width and what was counted. */
async function excessOfRun(runId: number) {
  const { rows } = await store.pool.query(
    `select measure, cluster_index as range, n, seeds, value, (upper - lower) / 2 as reach from class_estimate
     where run_id = $1 and seeds is not null order by measure, cluster_index`,
    [runId],
  );
  return rows;
}

/** By hand, with loops of its own: which formulas of the others two units have, and what share of range 1 has none. */
function shareBy(others: typeof LEFT_OUT, own: readonly (readonly string[])[]): number {
  const unitsOf = new Map<string, number>();
  for (const network of others)
    for (const unit of network)
      for (const formula of new Set(unit)) unitsOf.set(formula, (unitsOf.get(formula) ?? 0) + 1);
  const defaults = [...unitsOf].filter(([, units]) => units >= 2).map(([formula]) => formula);
  const isSpecial = (formula: string) => formula !== '' && !defaults.some((one) => one[0] === formula[0]);
  return own.filter(([formula = '']) => isSpecial(formula)).length / own.length;
}

it('stores the excess over each baseline left out in its turn, as counted by brute force; of fewer than three none', async () => {
  const own = [
    ['cc', 'b'],
    ['d', 'b'],
    ['a', 'b'],
    ['d', 'b'],
  ];
  const trained = await storeRun({ model: 'excess', version: 'v9', units: own });
  for (const [at, units] of LEFT_OUT.entries()) {
    expect(await excessOfRun(trained)).toEqual([]);
    await storeRun({ model: 'excess', version: `v${at}`, isBaseline: true, units });
  }
  const pairs = LEFT_OUT.map((network, left) => {
    const others = LEFT_OUT.filter((_, at) => at !== left);
    return { own: shareBy(others, own), control: shareBy(others, network) };
  });
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const differences = pairs.map((pair) => pair.own - pair.control);
  const found = await excessOfRun(trained);
  expect(found.filter(({ range }) => range === 1)).toMatchObject([
    { measure: 'BASELINE', n: 4, seeds: 3, value: expect.closeTo(mean(pairs.map(({ control }) => control)), 12) },
    { measure: 'EXCESS', n: 4, seeds: 3, value: expect.closeTo(mean(differences), 12) },
  ]);
  expect(mean(differences)).toBeGreaterThan(0);
  // b is a default formula of everyone: the excess of range 2 is 0, but four units leave room.
  expect(found.find(({ range, measure }) => range === 2 && measure === 'EXCESS')).toMatchObject({ value: 0 });
  expect(found.every(({ reach }) => reach > 0)).toBe(true);
  expect(found.find(({ measure }) => measure === 'EXCESS_RISE')?.value).toBeCloseTo(-mean(differences), 12);
  // Held-out overlaps are not computed.
  expect(found.some(({ measure }) => measure.startsWith('TIMES'))).toBe(false);
});

it('asks of what differs whether it holds, and counts ranges in which nothing is named', async () => {
  for (const [at, units] of ALIKE.entries())
    await storeRun({ model: 'holds', version: `v${at}`, isBaseline: true, units });
  const units = [
    ['d', 'b'],
    ['d', 'b'],
    ['', 'b'],
    ['a', 'b'],
  ];
  const trained = await storeRun({ model: 'holds', version: 'v9', units });
  expect((await classesOf(store, trained)).filter((line) => line.includes('/1 '))).toEqual([
    ...['0/1 d specialized', '1/1 d specialized', '3/1 a unspecialized←a'],
  ]);
  const shares = async () =>
    (
      await store.pool.query(
        `select lower(specialization) as of, value, n from class_estimate
         where run_id = $1 and measure = 'SHARE' and cluster_index = 1 order by value desc, 1`,
        [trained],
      )
    ).rows;
  expect(await shares()).toMatchObject([
    { of: 'specialized', value: 0.5, n: 4 },
    { of: 'not_nameable', value: 0.25, n: 4 },
    { of: 'unspecialized', value: 0.25, n: 4 },
    { of: 'weakly_specialized', value: 0 },
  ]);
  // What the explanations are worth is told later, with overlaps twice and four times those of shuffled images.
  await store.pool.query(
    `update explanation set grade = case unit_index when 0 then 'UNCLEAR' else 'CLEAR' end,
       held_out_intersection = 2000 + 10 * unit_index, held_out_union = 10000, shuffled_union = 10000,
       shuffled_intersection = case when run_id = $1 then 500 else 1000 end
     where run_id in (select run_id from run_baseline where run_id = $1 union select baseline_run_id from run_baseline where run_id = $1)`,
    [trained],
  );
  await classifyRuns(store, { runId: trained, rules: graded });
  expect((await classesOf(store, trained)).filter((line) => line.includes('/1 '))).toEqual([
    ...['0/1 d not_nameable', '1/1 d specialized', '3/1 a unspecialized←a'],
  ]);
  expect(await shares()).toMatchObject([
    { of: 'not_nameable', value: 0.5 },
    { value: 0.25 },
    { value: 0.25 },
    { value: 0 },
  ]);
  const [excess] = await readExcess(store, [trained]);
  const times = excess?.ranges.map(({ clusterIndex, timesShuffled }) => [clusterIndex, timesShuffled?.excess.value]);
  // Twice as high as those of untrained networks; in range 1 over the three units that are explained: 0, 1 and 3.
  const ratio = (0.2 + 0.004 / 3) / 0.05 / ((0.2 + 0.0015) / 0.1);
  expect(times).toEqual([
    [1, expect.closeTo(Math.log(ratio), 10)],
    [2, expect.closeTo(Math.log(2), 10)],
  ]);
});

it('calls a range specialized only where times shuffled lies above the untrained band as well', () => {
  const at = (lower: number, upper: number) => ({
    baseline: { value: 0.3, lower: 0.2, upper: 0.4 },
    excess: { value: (lower + upper) / 2, lower, upper },
  });
  const range = { clusterIndex: 2, n: 64, share: at(0.1, 0.3) };
  expect(isSpecialized({ ...range, timesShuffled: at(0.2, 0.6) })).toBe('YES');
  expect(isSpecialized({ ...range, timesShuffled: at(-0.2, 0.6) })).toBe('UNCLEAR');
  expect(isSpecialized({ ...range, timesShuffled: null })).toBe('UNCLEAR');
  expect(isSpecialized({ ...range, share: at(-0.3, -0.1), timesShuffled: at(0.2, 0.6) })).toBe('NO');
  const rise = { lowest: 1, highest: 2, n: 64, value: 0.2, lower: 0.1, upper: 0.3 };
  const excess = {
    runId: 1,
    seeds: 5,
    ranges: [{ ...range, timesShuffled: at(-0.2, 0.6) }],
    rise,
    timesShuffledRise: null,
  };
  expect(excessRises(excess)).toBe('UNCLEAR');
  expect(excessRises({ ...excess, ranges: [{ ...range, timesShuffled: at(0.2, 0.6) }] })).toBe('YES');
  expect(excessRises({ ...excess, rise: null })).toBeNull();
  expect([1, 2, 3, 5].map((seeds) => missingSeeds({ seeds }))).toEqual([2, 1, 0, 0]);
});

it('says that a share rose only where the same units and two untrained networks apart bear it out', async () => {
  const network = (special: number) => Array.from({ length: 60 }, (_, unit) => [unit < special ? 'c' : 'b', 'b']);
  // Of each untrained network none to two neurons differ; c is no default formula where fewer than 2 units have it.
  for (const [at, special] of [0, 1, 1].entries())
    await storeRun({ model: 'rose', version: `u${at}`, isBaseline: true, units: network(special) });
  const runs = [];
  for (const [at, special] of [2, 4, 40].entries())
    runs.push(
      await storeRun({
        ...{ model: 'rose', version: `v${at}` },
        units: network(special).map(([first = '', second = '']) => [first === 'c' ? 'd' : first, second]),
      }),
    );
  const [first, second, third] = runs as [number, number, number];
  await store.pool.query(
    `update explanation set grade = 'CLEAR', held_out_intersection = 2000 + unit_index, held_out_union = 10000,
       shuffled_union = 10000, shuffled_intersection = case when run_id = any($1) then 500 else 1000 end
     where run_id in (select baseline_run_id from run_baseline where run_id = any($1)) or run_id = any($1)`,
    [runs],
  );
  for (const runId of runs) await classifyRuns(store, { runId, rules });
  const changes = await readExcessChanges(store, [
    { fromRunId: first, toRunId: second, clusterIndex: 1 },
    { fromRunId: first, toRunId: third, clusterIndex: 1 },
    { fromRunId: third, toRunId: first, clusterIndex: 1 },
  ]);
  const roseBy = changes.map(({ fromRunId, toRunId, n, difference, rose }) => [
    fromRunId,
    toRunId,
    n,
    difference.value,
    rose,
  ]);
  expect(roseBy).toEqual(
    expect.arrayContaining([
      [first, second, 60, expect.closeTo(2 / 60, 12), 'UNCLEAR'],
      [first, third, 60, expect.closeTo(38 / 60, 12), 'YES'],
      [third, first, 60, expect.closeTo(-38 / 60, 12), 'NO'],
    ]),
  );
});
