import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SPECIALIZATIONS } from '@strata/domain';
import { pairedDifference, shareWithInterval } from '@strata/statistics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginRun, classifyRuns, openStore, type RunDescriptor, type Store, type UnitRecord } from '../src/index.ts';
import { openSeededStore } from '../testing/index.ts';
import { SMALL_CONFIG } from './small-config.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-rollups-'));
  store = await openSeededStore(home);
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

const CONCEPTS = ['sky', 'water', 'boat'];

function describeRun(version: string, units: readonly number[]): RunDescriptor {
  return {
    model: {
      name: 'net',
      versionLabel: version,
      source: 'ONNX',
      contentSha256: version,
      accuracy: null,
      isBaseline: version === 'v0',
    },
    layer: { name: 'conv', op: null, unitCount: 40, height: 1, width: 1 },
    probe: {
      name: 'p',
      format: 'planes',
      sha256: 'p',
      sampleCount: 1,
      maskShape: { height: 1, width: 4 },
      cellCount: 1,
      totalPixels: 4,
      concepts: CONCEPTS.map((name, index) => ({ index, name, category: 'object', pixelCount: 1 })),
      samples: [{ index: 0, key: '0', className: null, split: null }],
    },
    config: { ...SMALL_CONFIG, length: 2, beam: 1 },
    zeros: { off: true, count: 1, values: 4 },
    configHash: version,
    settingsHash: 's',
    units,
    codeVersion: '0',
    machine: 'test',
    threads: 1,
  };
}

/** Odd values that differ by unit and range; some lifts and coverages are missing, all coverages of range 2 are. */
function describeUnit(unit: number): UnitRecord {
  return {
    unit,
    outcome: 'EXPLAINED',
    problem: null,
    cells: null,
    histogram: null,
    summary: { min: 0, max: 1, mean: 0.5, zeroShare: 0 },
    ranges: [1, 2].map((clusterIndex) => {
      const first = (unit * clusterIndex) % 3;
      const second = (first + 1 + (unit % 2)) % 3;
      const negated = unit % 4 === 0;
      const pair = unit % 3 > 0;
      const iou = ((unit * 37 + clusterIndex * 11) % 97) / 97;
      return {
        clusterIndex,
        lower: null,
        upper: null,
        bitmapPixels: 1,
        samples: [],
        includesLower: false,
        labelledPixels: 1,
        outcome: 'EXPLAINED' as const,
        explanation: {
          formula: pair ? `(${CONCEPTS[first]} AND ${negated ? 'NOT ' : ''}${CONCEPTS[second]})` : `${CONCEPTS[first]}`,
          concepts: [{ index: first, negated: false }, ...(pair ? [{ index: second, negated }] : [])],
          length: pair ? 2 : 1,
          iou,
          intersection: 1,
          union: 1,
          chance: iou / 7,
          visited: 4,
          formulaPixels: 1,
          lift: unit % 5 === 0 ? null : 1 + iou * 3,
          bound: null,
          gap: null,
          metrics: {
            detectionAccuracy: 1 - iou,
            activationCoverage: iou ** 2,
            sampleCoverage: clusterIndex === 2 ? null : iou ** 3,
            explanationCoverage: unit % 7 === 0 ? null : iou ** 4,
          },
        },
      };
    }),
  };
}

/** Stores a run as the pipeline does, without classifying it. */
async function storeRun(version: string, units: readonly number[]): Promise<number> {
  const sink = await beginRun(store, describeRun(version, units));
  for (const unit of units) await sink.writeUnit(describeUnit(unit));
  await sink.finish({ timingsMs: {}, peakRssBytes: null });
  await sink.release();
  return sink.runId;
}

/** Classes by the formula's length of characters: all three occur. */
const classify = (runId: number, shift: number) =>
  classifyRuns(store, {
    runId,
    rules: {
      defaultFormulas: (uses) =>
        uses
          .slice(0, 1 + shift)
          .flatMap(({ formulaId, text }, at, all) =>
            all.findIndex((one) => one.formulaId === formulaId) === at
              ? [{ formulaId, text, unitCount: 1, rangeCount: 1 }]
              : [],
          ),
      classify: (formulas) =>
        formulas.map(({ formulaId, text }) => ({
          formulaId,
          specialization: SPECIALIZATIONS[(text.length + shift) % 3] ?? 'SPECIALIZED',
          defaultFormulaId: null,
        })),
    },
  });

const rowsOf = async (query: string, runId: number) => (await store.pool.query(query, [runId])).rows;

/** Every rollup of a run, and the same read from its explanations. */
async function compareRollups(runId: number): Promise<void> {
  const metrics = [
    'iou',
    'lift',
    'chance',
    'length',
    'detection_accuracy',
    'activation_coverage',
    'sample_coverage',
    'explanation_coverage',
  ];
  const scan = metrics.map(
    (
      column,
    ) => `select cluster_index, '${column.toUpperCase()}' as metric, count(${column})::int as n, avg(${column}::float8) as mean,
      percentile_cont(0.25) within group (order by ${column}) as q1, percentile_cont(0.5) within group (order by ${column}) as q2,
      percentile_cont(0.75) within group (order by ${column}) as q3
      from explanation where run_id = $1 group by cluster_index having count(${column}) > 0`,
  );
  const scanned = await rowsOf(`select * from (${scan.join(' union all ')}) scanned order by 1, 2`, runId);
  const kept = await rowsOf(
    `select cluster_index, metric, n, mean, lower_quartile as q1, median as q2, upper_quartile as q3 from metric_point
     where run_id = $1 order by 1, 2`,
    runId,
  );
  expect(kept).toEqual(
    scanned.map((row) => ({
      ...row,
      ...Object.fromEntries(['mean', 'q1', 'q2', 'q3'].map((name) => [name, expect.closeTo(row[name], 12)])),
    })),
  );
  expect(kept.length).toBeGreaterThan(0);
  const classes = 'cluster_index, length, specialization';
  expect(await rowsOf(`select ${classes}, n from class_point where run_id = $1 order by 1, 2, 3`, runId)).toEqual(
    await rowsOf(
      `select ${classes}, count(*)::int as n from explanation where run_id = $1 group by 1, 2, 3 order by 1, 2, 3`,
      runId,
    ),
  );
  await compareEstimates(runId);
  const uses = await rowsOf(
    `select u.concept_id, u.negated, e.cluster_index, count(*)::int as n, sum(e.iou) as iou_sum, max(e.iou) as best_iou
     from explanation e join formula_concept u on u.formula_id = e.formula_id where e.run_id = $1 group by 1, 2, 3 order by 1, 2, 3`,
    runId,
  );
  const points = await rowsOf(
    `select p.concept_id, p.negated, p.cluster_index, p.n, p.iou_sum, p.best_iou, e.iou as iou_of_best, e.run_id::text as run
     from concept_point p join explanation e on e.id = p.best_explanation_id where p.run_id = $1 order by 1, 2, 3`,
    runId,
  );
  expect(points).toEqual(
    uses.map((row) => ({
      ...row,
      iou_sum: expect.closeTo(row.iou_sum, 12),
      iou_of_best: row.best_iou,
      run: String(runId),
    })),
  );
}

/** What is estimated of the classes, and the same counted from the explanations. */
async function compareEstimates(runId: number): Promise<void> {
  const kept = await rowsOf(
    `select measure, specialization, cluster_index as at, from_cluster_index as from, n, value, lower, upper from class_estimate
     where run_id = $1 order by measure desc, at, specialization`,
    runId,
  );
  const scanned = await rowsOf(
    'select unit_index as unit, cluster_index as at, specialization as of from explanation where run_id = $1 and specialization is not null',
    runId,
  );
  const ranges = [1, 2].map((at) => scanned.filter((row) => row.at === at));
  if (scanned.length === 0) return expect(kept).toEqual([]);
  const shares = ranges.flatMap((range, at) =>
    [...SPECIALIZATIONS].sort().map((specialization) => {
      const { share, ...ends } = shareWithInterval(
        range.filter(({ of }) => of === specialization).length,
        range.length,
      );
      return { measure: 'SHARE', specialization, at: at + 1, from: null, n: range.length, value: share, ...ends };
    }),
  );
  const special = ranges.map((range) => new Set(range.flatMap(({ of, unit }) => (of === 'SPECIALIZED' ? [unit] : []))));
  const [low, high] = special as [Set<number>, Set<number>];
  const both = [...low].filter((unit) => high.has(unit)).length;
  const n = ranges[0]?.length ?? 0;
  const { difference, ...ends } = pairedDifference({
    both,
    onlyFirst: low.size - both,
    onlySecond: high.size - both,
    neither: n - new Set([...low, ...high]).size,
  });
  const rise = { measure: 'RISE', specialization: 'SPECIALIZED', at: 2, from: 1, n, value: difference, ...ends };
  expect(kept).toEqual([...shares, rise]);
}

const sizes = async (runId: number) =>
  Promise.all(
    ['metric_point', 'class_point', 'concept_point', 'class_estimate'].map(
      async (table) => (await rowsOf(`select count(*)::int as n from ${table} where run_id = $1`, runId))[0].n,
    ),
  );

const upTo = (units: number) => Array.from({ length: units }, (_, unit) => unit);

describe('rollups equal a scan of the explanations', () => {
  it('of a completed run, before and after it is classified, and classified anew', async () => {
    const baseline = await storeRun('v0', upTo(8));
    const run = await storeRun('v1', upTo(20));
    await compareRollups(run);
    await classify(run, 0);
    await compareRollups(run);
    await compareRollups(baseline);
    expect(await rowsOf('select distinct specialization from class_point where run_id = $1', run)).toHaveLength(3);
    // Other default formulas: the classes of all others are taken back before they are made again.
    await classify(baseline, 1);
    await compareRollups(run);
    await compareRollups(baseline);
  });

  it('of a run that is resumed; there are none while it runs', async () => {
    const run = await storeRun('v2', upTo(5));
    const before = await sizes(run);
    const sink = await beginRun(store, describeRun('v2', upTo(33)));
    expect(sink.runId).toBe(run);
    expect(await sizes(run)).toEqual([0, 0, 0, 0]);
    for (const unit of upTo(33)) if (!sink.doneUnits.has(unit)) await sink.writeUnit(describeUnit(unit));
    await classify(await storeRun('v0', upTo(8)), 2);
    expect(await sizes(run)).toEqual([0, 0, 0, 0]);
    await sink.finish({ timingsMs: {}, peakRssBytes: null });
    await sink.release();
    await classify(run, 2);
    await compareRollups(run);
    expect(await sizes(run)).not.toEqual(before);
  });

  it('of runs that an older version completed, once the store is opened', async () => {
    const run = await storeRun('v3', upTo(9));
    const points = () => rowsOf('select * from metric_point where run_id = $1 order by cluster_index, metric', run);
    const before = await points();
    for (const table of ['metric_point', 'class_point', 'concept_point', 'class_estimate'])
      await store.pool.query(`delete from ${table} where run_id = $1`, [run]);
    await store.pool.query('update run set rolled_up = false where id = $1', [run]);
    const structures = async () =>
      (
        await store.pool.query(
          'select f.id, f.truth_hash, u.position, u.level, u.operator from formula f join formula_concept u on u.formula_id = f.id order by 1, 3',
        )
      ).rows;
    const written = await structures();
    await store.pool.query('update formula set truth_hash = null');
    await store.pool.query('update formula_concept set level = null, operator = null');
    await (await openStore({ home })).close();
    await compareRollups(run);
    // The interval too: its draws are always the same.
    expect(await points()).toEqual(before);
    expect(await structures()).toEqual(written);
    expect(written.filter(({ level }) => level === null)).toEqual([]);
  });
});
