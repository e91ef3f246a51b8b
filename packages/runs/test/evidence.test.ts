import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gradeLayer } from '@strata/compute';
import { openSeededStore } from '@strata/db/testing';
import { readPreprocessing } from '@strata/onnx';
import {
  DEFAULT_CONFIG,
  type ExplainConfig,
  explainVersion,
  indexProbe,
  type ReportedUnit,
  type Store,
} from '@strata/runs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYER, MODEL, writeTinyWorld } from './tiny-world.ts';

const EVIDENCE = { folds: 4, shuffles: 2, nullSearches: 2, seed: 1 };
const UNITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-evidence-'));
  store = await openSeededStore(home);
  await writeTinyWorld(path.join(home, 'world'));
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

/** Explains the layer as a command does; what it reports. */
async function explain(
  versionLabel: string,
  {
    evidence,
    units = UNITS,
    kept = store,
  }: { evidence: ExplainConfig['evidence']; units?: number[]; kept?: Store | null },
): Promise<{ runId: number | null; units: ReportedUnit[] }> {
  const { dataset, index } = await indexProbe(path.join(home, 'world'), { format: 'planes', home });
  const explaining = explainVersion({
    ...{ store: kept, dataset, index, home, layers: [LAYER], chooseUnits: () => units, modelName: 'net', versionLabel },
    from: { modelPath: MODEL, preprocessing: (await readPreprocessing(MODEL)).preprocessing },
    config: { ...DEFAULT_CONFIG, clusters: 3, length: 2, evidence },
  });
  for await (const explained of explaining) {
    const found: ReportedUnit[] = [];
    for await (const unit of explained.readUnits()) found.push(unit);
    return { runId: explained.runId, units: found };
  }
  throw new Error('One layer was asked for.');
}

const evidenceIn = (units: readonly ReportedUnit[]) =>
  units.map(({ unit, ranges }) => ({
    unit,
    ranges: ranges.map(({ clusterIndex, support, explanation }) => ({
      ...{ clusterIndex, support, formula: explanation?.formula, evidence: explanation?.evidence },
    })),
  }));

describe('evidence in a run', () => {
  it('is the same from memory and from the database, and graded over the whole layer', async () => {
    const [inMemory, stored] = [
      await explain('a', { evidence: EVIDENCE, kept: null }),
      await explain('a', { evidence: EVIDENCE }),
    ];
    expect(evidenceIn(stored.units)).toEqual(evidenceIn(inMemory.units));
    const explanations = stored.units.flatMap(({ ranges }) =>
      ranges.flatMap((range) => (range.explanation ? [range] : [])),
    );
    expect(explanations.length).toBeGreaterThan(10);
    const iou = ({ intersection, union }: { intersection: number; union: number }) =>
      union === 0 ? 0 : intersection / union;
    const expected = gradeLayer(
      explanations.map(({ explanation, support }) => {
        const evidence = explanation?.evidence;
        if (!evidence) throw new Error('Expected evidence of every explanation.');
        const { overlap, shuffled, p: heldOutP, replication } = evidence.heldOut;
        return {
          ...{ iou: explanation.iou, heldOutIou: iou(overlap), shuffledIou: iou(shuffled), heldOutP, folds: 4 },
          ...{
            replicatedFolds: Math.max(replication.leadingPair, replication.alike),
            supportSamples: support?.samples ?? 0,
          },
        };
      }),
    );
    const graded = explanations.map(({ explanation }) => ({
      heldOutQ: explanation?.evidence?.heldOutQ,
      grade: explanation?.evidence?.grade,
    }));
    expect(graded).toEqual(expected);
  });

  it('is added to a complete run without a search, with the numbers of a run that had it from the start', async () => {
    const before = await explain('b', { evidence: null });
    expect(
      before.units.flatMap(({ ranges }) => ranges.flatMap(({ explanation }) => explanation?.evidence ?? [])),
    ).toEqual([]);
    // A search of the formulas anew would write this column.
    await store.db.execute('update explanation set visited = visited + 1000');
    const after = await explain('b', { evidence: EVIDENCE });
    expect(after.runId).toBe(before.runId);
    expect(evidenceIn(after.units)).toEqual(evidenceIn((await explain('a', { evidence: EVIDENCE })).units));
    for (const { ranges } of after.units)
      for (const { explanation } of ranges) if (explanation) expect(explanation.visited).toBeGreaterThanOrEqual(1000);
  });

  it('is made whole where it is of an older build, without the share of shuffled images that the formula meets', async () => {
    const whole = evidenceIn((await explain('a', { evidence: EVIDENCE })).units);
    const shares = whole.flatMap(({ ranges }) =>
      ranges.flatMap(({ evidence }) => evidence?.shuffledSampleCoverage ?? []),
    );
    expect(shares.length).toBeGreaterThan(10);
    for (const share of shares) expect(share).toBeLessThanOrEqual(1);
    await store.db.execute('update explanation set shuffled_sample_coverage = null');
    expect(evidenceIn((await explain('a', { evidence: EVIDENCE })).units)).toEqual(whole);
  });

  it('is taken back and gathered again by other settings, and kept where none is asked for', async () => {
    const first = await explain('c', { evidence: EVIDENCE });
    const other = await explain('c', { evidence: { ...EVIDENCE, nullSearches: 3 } });
    expect(other.runId).toBe(first.runId);
    const searches = other.units.flatMap(({ ranges }) =>
      ranges.flatMap(({ explanation }) => explanation?.evidence?.shuffledNull?.searches ?? []),
    );
    expect(new Set(searches)).toEqual(new Set([3]));
    expect(evidenceIn((await explain('c', { evidence: null })).units)).toEqual(evidenceIn(other.units));
  });

  it('loses its grades while the run goes on, since they rest on the whole layer', async () => {
    await explain('d', { evidence: EVIDENCE, units: [0, 1, 2] });
    const whole = await explain('d', { evidence: EVIDENCE });
    expect(evidenceIn(whole.units)).toEqual(evidenceIn((await explain('a', { evidence: EVIDENCE })).units));
    const { rows } = await store.db.execute(`
      select (select coalesce(sum(n), 0)::int from grade_point where run_id = ${whole.runId}) as points,
        (select count(*)::int from explanation where run_id = ${whole.runId}) as explanations`);
    const [counted] = rows as { points: number; explanations: number }[];
    expect(counted?.points).toBe(counted?.explanations);
    expect(counted?.points).toBeGreaterThan(0);
  });
});
