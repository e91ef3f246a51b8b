import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  beginRun,
  classifyRuns,
  excessRises,
  isSpecialized,
  missingSeeds,
  openStore,
  type RunDescriptor,
  readExcess,
  readExcessChanges,
  type SpecializationRules,
  type Store,
  type UnitRecord,
} from '../src/index.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-classes-'));
  store = await openStore({ home });
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

/** Default: what at least two units have. Alike: the same first letter. */
const rules: SpecializationRules = {
  defaultFormulas: (uses) =>
    [...Map.groupBy(uses, ({ formulaId }) => formulaId).values()].flatMap((same) => {
      const [first] = same;
      const unitCount = new Set(same.map(({ network, unitIndex }) => `${network} ${unitIndex}`)).size;
      if (!first || unitCount < 2) return [];
      return [{ formulaId: first.formulaId, text: first.text, unitCount, rangeCount: same.length }];
    }),
  classify: (formulas, defaults) =>
    formulas.map(({ formulaId, text }) => {
      const same = defaults.find((one) => one.formulaId === formulaId);
      if (same) return { formulaId, specialization: 'UNSPECIALIZED', defaultFormulaId: same.formulaId };
      const alike = defaults.find((one) => one.text[0] === text[0]);
      if (alike) return { formulaId, specialization: 'WEAKLY_SPECIALIZED', defaultFormulaId: alike.formulaId };
      return { formulaId, specialization: 'SPECIALIZED', defaultFormulaId: null };
    }),
};

/** The same; what is none of these is SPECIALIZED only where it holds. */
const graded: SpecializationRules = {
  ...rules,
  classify: (uses, defaults) =>
    rules
      .classify(uses, defaults)
      .map((one, at) =>
        one.specialization === 'SPECIALIZED' && uses[at]?.grade === 'UNCLEAR'
          ? { ...one, specialization: 'NOT_NAMEABLE' }
          : one,
      ),
};

interface SmallRun {
  readonly model: string;
  readonly version: string;
  readonly isBaseline?: boolean;
  readonly settings?: string;
  /** (unit) formulas: concepts, one a range; an empty one where nothing is named. */
  readonly units: readonly (readonly string[])[];
  /** The number of the first unit; default 0. */
  readonly firstUnit?: number;
  /** Default true. */
  readonly zerosOff?: boolean;
}

/** Stores a run as the pipeline does and classifies it, unless that is left out; returns its id. */
async function storeRun(run: SmallRun, { classify = true } = {}): Promise<number> {
  const sink = await beginRun(store, describeRun(run));
  const first = run.firstUnit ?? 0;
  for (const [at, formulas] of run.units.entries()) await sink.writeUnit(describeUnit(first + at, formulas));
  if (!sink.alreadyComplete) await sink.finish({ timingsMs: {}, peakRssBytes: null });
  await sink.release();
  if (classify) await classifyRuns(store, { runId: sink.runId, rules });
  return sink.runId;
}

function describeRun(run: SmallRun): RunDescriptor {
  const { model, version, isBaseline = false, settings = 'a', units, firstUnit = 0, zerosOff = true } = run;
  return {
    model: {
      name: model,
      versionLabel: version,
      source: 'ONNX',
      contentSha256: version,
      accuracy: null,
      isBaseline,
    },
    layer: { name: 'conv', op: null, unitCount: 64, height: 1, width: 1 },
    probe: {
      name: 'p',
      format: 'planes',
      sha256: 'p',
      sampleCount: 1,
      maskShape: { height: 1, width: 4 },
      cellCount: 1,
      totalPixels: 4,
      concepts: ['a', 'b', 'bb', 'c', 'cc', 'd'].map((name, index) => ({
        index,
        name,
        category: 'object',
        pixelCount: 1,
      })),
      samples: [{ index: 0, key: '0', className: null, split: null }],
    },
    config: {
      clusters: 2,
      bounds: 'contiguous',
      length: 1,
      beam: 1,
      search: 'beam',
      grammar: 'paper',
      searchBudgetMs: null,
      categories: null,
      minConceptShare: 0,
      offShare: 0.05,
    },
    zeros: { off: zerosOff, count: 1, values: 4 },
    configHash: [model, version, settings].join(),
    settingsHash: settings,
    units: units.map((_, at) => firstUnit + at),
    codeVersion: '0',
    machine: 'test',
    threads: 1,
  };
}

function describeUnit(unit: number, formulas: readonly string[]): UnitRecord {
  return {
    unit,
    outcome: 'EXPLAINED',
    problem: null,
    cells: null,
    histogram: null,
    summary: { min: 0, max: 1, mean: 0.5, zeroShare: 0 },
    ranges: formulas.map((formula, range) => ({
      ...{ clusterIndex: range + 1, lower: null, upper: null, bitmapPixels: 1, samples: [] },
      ...{
        includesLower: false,
        labelledPixels: 1,
        outcome: formula ? ('EXPLAINED' as const) : ('NOTHING_NAMED' as const),
      },
      explanation: !formula
        ? null
        : {
            formula,
            concepts: [{ index: ['a', 'b', 'bb', 'c', 'cc', 'd'].indexOf(formula), negated: false }],
            ...{ length: 1, iou: 1, intersection: 1, union: 1, chance: 0.25, lift: 4, visited: 4, formulaPixels: 1 },
            ...{ bound: null, gap: null },
            metrics: { detectionAccuracy: 1, activationCoverage: 1, sampleCoverage: 1, explanationCoverage: 1 },
          },
    })),
  };
}

/** `unit/range formula class←reason`, by unit and range; without a class only the formula. */
async function classesOf(runId: number): Promise<string[]> {
  const { rows } = await store.pool.query(
    `select e.unit_index || '/' || e.cluster_index || ' ' || f.text
       || coalesce(' ' || lower(e.specialization) || coalesce('←' || d.text, ''), '') as line
     from explanation e join formula f on f.id = e.formula_id left join formula d on d.id = e.default_formula_id
     where e.run_id = $1 order by e.unit_index, e.cluster_index`,
    [runId],
  );
  return rows.map(({ line }) => line);
}

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
  expect(await classesOf(trained)).toEqual(TRAINED_CLASSES);
  expect(await baselineOf(trained)).toBe(baseline);
  expect(await classesOf(baseline)).toEqual([
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
  expect(await classesOf(same)).toEqual(['0/1 b', '0/2 bb', '1/1 a']);
  const baseline = await storeRun({ model: 'before', version: 'v0', isBaseline: true, units: UNTRAINED });
  expect(await classesOf(same)).toEqual(TRAINED_CLASSES);
  expect(await baselineOf(same)).toBe(baseline);
  expect(await classesOf(other)).toEqual(['0/1 b', '0/2 bb', '1/1 a']);
  expect(await baselineOf(other)).toBeNull();
});

it('classifies all runs anew when the baseline grows', async () => {
  const some = UNTRAINED.slice(0, 1);
  const baseline = await storeRun({ model: 'grows', version: 'v0', isBaseline: true, units: some });
  const trained = await storeRun({ model: 'grows', version: 'v1', units: TRAINED });
  // One unit makes no default formula.
  expect(await classesOf(trained)).toEqual(['0/1 b specialized', '0/2 bb specialized', '1/1 a specialized']);
  await storeRun({ model: 'grows', version: 'v0', isBaseline: true, units: UNTRAINED });
  expect(await defaultsOf(baseline)).toHaveLength(1);
  expect(await classesOf(trained)).toEqual(TRAINED_CLASSES);
});

it('pools the baselines of a model, and leaves each out where it is measured itself', async () => {
  const first = await storeRun({ model: 'pool', version: 'v0', isBaseline: true, units: UNTRAINED });
  const trained = await storeRun({ model: 'pool', version: 'v1', units: TRAINED });
  const second = await storeRun({ model: 'pool', version: 'v2', isBaseline: true, units: [['a'], ['a'], ['c']] });
  // Of the units that all have, 0 and 1: b in both of the first network, a in both of the second.
  expect((await defaultsOf(trained)).map((row) => (row as { text: string }).text).sort()).toEqual(['a', 'b']);
  expect(await classesOf(trained)).toEqual([
    '0/1 b unspecialized←b',
    '0/2 bb weakly_specialized←b',
    '1/1 a unspecialized←a',
  ]);
  expect(await baselinesOf(trained)).toEqual([first, second]);
  // The first by the second alone, the second by the first alone.
  expect(await defaultsOf(first)).toMatchObject([{ text: 'a', units: 2 }]);
  expect(await classesOf(first)).toEqual([
    '0/1 b specialized',
    '0/2 b specialized',
    '1/1 b specialized',
    '2/1 c specialized',
  ]);
  expect(await classesOf(second)).toEqual(['0/1 a specialized', '1/1 a specialized', '2/1 c specialized']);
  expect([await baselinesOf(first), await baselinesOf(second)]).toEqual([[second], [first]]);
  expect([await baselineOf(first), await baselineOf(second)]).toEqual([first, second]);
});

it('measures by the units that a run shares with its baselines, and not at all where it shares none', async () => {
  // b in units 1 and 2, of which the trained run has only one: no default formula.
  await storeRun({ model: 'few', version: 'v0', isBaseline: true, units: [['c'], ['b'], ['b']] });
  const trained = await storeRun({ model: 'few', version: 'v1', units: TRAINED });
  expect(await classesOf(trained)).toEqual(['0/1 b specialized', '0/2 bb specialized', '1/1 a specialized']);
  const apart = await storeRun({ model: 'few', version: 'v2', units: [['b']], firstUnit: 7 });
  expect(await classesOf(apart)).toEqual(['7/1 b']);
});

it('keeps baselines whose zeros are off by another rule apart', async () => {
  await storeRun({ model: 'zeros', version: 'v0', isBaseline: true, units: UNTRAINED, zerosOff: false });
  const trained = await storeRun({ model: 'zeros', version: 'v1', units: TRAINED });
  expect(await classesOf(trained)).toEqual(['0/1 b', '0/2 bb', '1/1 a']);
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
  expect(await classesOf(trained)).toEqual(['0/1 b specialized', '0/2 bb specialized', '1/1 a specialized']);
  expect(await defaultsOf(trained)).toEqual([]);
  await classifyRuns(store, { runId: later, rules });
  expect(await classesOf(trained)).toEqual(TRAINED_CLASSES);
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

const uses = (formulas: readonly string[]) => formulas.map((formula) => [formula, 'b'] as const);

/** Range 1 has these formulas, one a unit; range 2 always b, which is default everywhere. */
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
  expect((await classesOf(trained)).filter((line) => line.includes('/1 '))).toEqual([
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
  expect((await classesOf(trained)).filter((line) => line.includes('/1 '))).toEqual([
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
