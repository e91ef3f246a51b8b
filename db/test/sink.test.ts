import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  beginRun,
  openStore,
  type RunDescriptor,
  type Store,
  samplesWithoutThumbnail,
  type UnitRecord,
  writeThumbnail,
} from '../src/index.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-sink-'));
  store = await openStore({ home });
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

/** Two samples of 2 x 5 pixels, 20 in total. Each `name` is a model, a dataset and a run of its own. */
function describeRun(name: string): RunDescriptor {
  return {
    model: {
      name,
      versionLabel: 'v1',
      source: 'ONNX',
      contentSha256: `content of ${name}`,
      accuracy: 0.5,
      isBaseline: false,
    },
    layer: { name: 'conv', op: 'Conv', unitCount: 4, height: 2, width: 2 },
    probe: {
      name,
      format: 'planes',
      sha256: `dataset of ${name}`,
      sampleCount: 2,
      maskShape: { height: 2, width: 5 },
      cellCount: 3,
      totalPixels: 20,
      concepts: [
        { index: 1, name: 'water', category: 'object', pixelCount: 5 },
        { index: 7, name: 'sky', category: 'object', pixelCount: 10 },
      ],
      samples: [0, 1].map((index) => ({ index, key: `sample ${index}`, className: null, split: null })),
    },
    config: {
      clusters: 2,
      bounds: 'contiguous',
      length: 3,
      beam: 5,
      search: 'beam',
      grammar: 'paper',
      searchBudgetMs: null,
      categories: null,
      minConceptShare: 0,
      offShare: 0.05,
    },
    zeros: { off: true, count: 1, values: 4 },
    configHash: `config of ${name}`,
    settingsHash: 'settings',
    units: [0, 1, 2],
    codeVersion: '0.1.0',
    machine: 'test',
    threads: 1,
  };
}

/** Two ranges, explained by the first and the second formula. */
function describeUnit(unit: number, formulas = ['(water AND NOT sky)', '(water AND NOT sky)']): UnitRecord {
  const mask = Uint8Array.of(unit, 255, 0);
  return {
    unit,
    outcome: 'EXPLAINED',
    problem: null,
    summary: { min: 0, max: 3, mean: 1.5, zeroShare: 0.25 },
    cells: { total: 20, off: 5, top: 4, saturated: 0 },
    histogram: { lower: 0, upper: 3, counts: [5, 15] },
    ranges: [1, 2].map((clusterIndex) => ({
      clusterIndex,
      lower: clusterIndex === 1 ? null : 1.5,
      upper: clusterIndex === 1 ? 1.5 : null,
      bitmapPixels: 10,
      includesLower: clusterIndex > 1,
      labelledPixels: 10,
      outcome: 'EXPLAINED' as const,
      explanation: {
        formula: formulas[clusterIndex - 1] ?? '',
        concepts: [
          { index: 1, negated: false },
          { index: 7, negated: true },
        ],
        length: 2,
        iou: 0.25,
        intersection: 3,
        union: 12,
        chance: 0.2,
        lift: 1.25,
        visited: 14,
        formulaPixels: 5,
        bound: null,
        gap: null,
        metrics: { detectionAccuracy: 0.6, activationCoverage: 0.3, sampleCoverage: 1, explanationCoverage: 0.5 },
      },
      samples: [
        {
          sampleIndex: 1,
          rank: 1,
          bitmapPixels: 6,
          formulaPixels: 3,
          intersection: 2,
          bitmap: mask,
          formulaMask: mask,
        },
        {
          sampleIndex: 0,
          rank: 2,
          bitmapPixels: 4,
          formulaPixels: 2,
          intersection: 1,
          bitmap: mask,
          formulaMask: mask,
        },
      ],
    })),
  };
}

const SUMMARY = { timingsMs: { ranges: 1, total: 2.5 }, peakRssBytes: 5_000_000_000 };

/** Everything stored of a run's units, without row ids. */
async function storedUnits(runId: number): Promise<unknown[]> {
  const { rows } = await store.pool.query(
    `select u.unit_index, r.outcome, r.min_value, r.max_value, r.mean_value, r.zero_share, r.histogram_counts,
            c.cluster_index, c.lower, c.upper, c.bitmap_pixels, c.share,
            e.iou, e.intersection, e.union_pixels, e.chance, e.lift, e.visited, e.formula_pixels, e.bound, e.gap,
            e.detection_accuracy, e.activation_coverage, e.sample_coverage, e.explanation_coverage, f.text, f.key, f.length,
            k.name as concept, fc.position, fc.negated,
            s.sample_index, cs.rank, cs.bitmap_pixels as sample_pixels, cs.intersection as shared,
            encode(cs.bitmap, 'hex') as bitmap, encode(cs.formula_mask, 'hex') as formula_mask
     from unit_run r join unit u on u.id = r.unit_id
     left join cluster c on c.run_id = r.run_id and c.unit_id = r.unit_id
     left join explanation e on e.cluster_id = c.id
     left join formula f on f.id = e.formula_id
     left join formula_concept fc on fc.formula_id = f.id
     left join concept k on k.id = fc.concept_id
     left join cluster_sample cs on cs.cluster_id = c.id
     left join sample s on s.id = cs.sample_id
     where r.run_id = $1 order by u.unit_index, c.cluster_index, fc.position, cs.rank`,
    [runId],
  );
  return rows;
}

async function storedRun(runId: number): Promise<Record<string, unknown>> {
  const { rows } = await store.pool.query('select * from run where id = $1', [runId]);
  return rows[0];
}

describe('a run that is resumed', () => {
  it('holds the same rows as one that was never interrupted', async () => {
    const whole = await beginRun(store, describeRun('whole'));
    for (const unit of [0, 1, 2]) await whole.writeUnit(describeUnit(unit));
    await whole.finish(SUMMARY);
    await whole.release();

    const first = await beginRun(store, describeRun('parts'));
    await first.writeUnit(describeUnit(0));
    await first.fail('stopped by hand', true);
    await first.release();
    expect(await storedRun(first.runId)).toMatchObject({ status: 'INTERRUPTED', units_done: 1 });

    const second = await beginRun(store, describeRun('parts'));
    expect(second.runId).toBe(first.runId);
    expect([...second.doneUnits]).toEqual([0]);
    expect(second.alreadyComplete).toBe(false);
    expect(await storedRun(second.runId)).toMatchObject({ status: 'RUNNING', error: null });
    // A unit written twice stays one unit.
    for (const unit of [0, 1, 2]) await second.writeUnit(describeUnit(unit));
    await second.finish(SUMMARY);
    await second.release();

    const rows = await storedUnits(second.runId);
    // 3 units x 2 ranges x 2 concepts x 2 samples.
    expect(rows).toHaveLength(24);
    expect(rows).toEqual(await storedUnits(whole.runId));
    expect(rows[0]).toMatchObject({ share: 0.5, lower: null, upper: 1.5, concept: 'water', sample_index: 1 });
    expect(await storedRun(second.runId)).toMatchObject({
      status: 'COMPLETED',
      units_done: 3,
      units_total: 3,
      total_ms: 2.5,
      finished_at: expect.any(Date),
    });
  });

  it('is found complete and left alone', async () => {
    const descriptor = { ...describeRun('complete'), units: [3] };
    const first = await beginRun(store, descriptor);
    await first.writeUnit(describeUnit(3));
    await first.finish(SUMMARY);
    await first.release();
    const again = await beginRun(store, descriptor);
    expect(again).toMatchObject({ runId: first.runId, alreadyComplete: true });
    await again.release();
    expect(await storedRun(first.runId)).toMatchObject({ status: 'COMPLETED' });
  });
});

describe('a probe dataset', () => {
  it('tells what is known of which images belong together, also of a dataset that was stored before it was', async () => {
    const known = async (changed: Partial<RunDescriptor['probe']>) => {
      const described = describeRun('grouped');
      const sink = await beginRun(store, {
        ...described,
        configHash: JSON.stringify(changed),
        probe: { ...described.probe, ...changed },
      });
      await sink.release();
      const { rows } = await store.pool.query(
        'select group_count, near_duplicates from probe_dataset where name = $1',
        ['grouped'],
      );
      return rows;
    };
    expect(await known({})).toEqual([{ group_count: null, near_duplicates: null }]);
    expect(await known({ nearDuplicates: 7 })).toEqual([{ group_count: null, near_duplicates: 7 }]);
    // Who didn't look takes nothing away.
    expect(await known({})).toEqual([{ group_count: null, near_duplicates: 7 }]);
    expect(await known({ sha256: 'by drives', groupCount: 3 })).toContainEqual({
      group_count: 3,
      near_duplicates: null,
    });
  });
});

describe('conflicts', () => {
  it('refuses other content under a stored version label and says what to do', async () => {
    const descriptor = describeRun('changed');
    await (await beginRun(store, descriptor)).release();
    const changed = { ...descriptor, configHash: 'other', model: { ...descriptor.model, contentSha256: 'other' } };
    await expect(beginRun(store, changed)).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringMatching(/"v1" of model "changed".*new version label/),
    });
  });

  it('appends versions and refuses a taken sequence', async () => {
    const one = describeRun('sequence');
    await (await beginRun(store, one)).release();
    const two = { ...one, configHash: 'sequence 2', model: { ...one.model, versionLabel: 'v2' } };
    await (await beginRun(store, two)).release();
    const { rows } = await store.pool.query(
      `select label, sequence from model_version v join model m on m.id = v.model_id where m.name = 'sequence' order by 2`,
    );
    expect(rows).toEqual([
      { label: 'v1', sequence: 1 },
      { label: 'v2', sequence: 2 },
    ]);
    const three = { ...one, configHash: 'sequence 3', model: { ...one.model, versionLabel: 'v3', sequence: 2 } };
    await expect(beginRun(store, three)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  });

  it('keeps a run that is being computed from a second process until it is released', async () => {
    const held = await beginRun(store, describeRun('held'));
    await expect(beginRun(store, describeRun('held'))).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringContaining('another process'),
    });
    await held.release();
    const next = await beginRun(store, describeRun('held'));
    expect(next.runId).toBe(held.runId);
    await next.release();
  });
});

describe('writing a unit', () => {
  it('leaves nothing when a part fails', async () => {
    const sink = await beginRun(store, describeRun('failing'));
    const good = describeUnit(0);
    // The last rows written refer to a sample that does not exist.
    const bad = {
      ...good,
      ranges: good.ranges.map((range) => ({
        ...range,
        samples: range.samples.map((shown) => ({ ...shown, sampleIndex: 99 })),
      })),
    };
    await expect(sink.writeUnit(bad)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await storedUnits(sink.runId)).toEqual([]);
    const { rows } = await store.pool.query(
      `select f.id from formula f join probe_dataset d on d.id = f.probe_dataset_id where d.name = 'failing'`,
    );
    expect(rows).toEqual([]);
    expect(await storedRun(sink.runId)).toMatchObject({ units_done: 0 });
    await sink.writeUnit(good);
    expect(await storedUnits(sink.runId)).toHaveLength(8);
    await sink.release();
  });

  it('keeps a block of units, all or none, and leaves those that are there as they are', async () => {
    const sink = await beginRun(store, describeRun('block'));
    await sink.writeUnit(describeUnit(1));
    const before = await storedUnits(sink.runId);
    const misplaced = { ...describeUnit(2), unit: 99 };
    await expect(sink.writeUnits([describeUnit(0), misplaced])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await storedUnits(sink.runId)).toEqual(before);
    await sink.writeUnits([describeUnit(0), describeUnit(1, ['(sky OR water)', '(sky AND water)']), describeUnit(2)]);
    const after = await storedUnits(sink.runId);
    expect(after).toHaveLength(24);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await storedRun(sink.runId)).toMatchObject({ units_done: 3 });
    await sink.release();
  });

  it('loses no row when two runs write the same new formulas at once', async () => {
    const one = describeRun('together');
    const two = { ...one, configHash: 'together 2', config: { ...one.config, beam: 10 } };
    const sinks = [await beginRun(store, one), await beginRun(store, two)];
    const texts = ['(water AND NOT sky)', '(water OR NOT sky)', '(NOT sky AND water)', '(NOT sky OR water)'];
    await Promise.all(
      texts.flatMap((text, unit) => {
        const pair = [text, texts[(unit + 1) % 4] ?? ''];
        return sinks.map((sink, turn) => sink.writeUnit(describeUnit(unit, turn === 0 ? pair : pair.toReversed())));
      }),
    );
    for (const sink of sinks) {
      // 4 units x 2 ranges x 2 concepts x 2 samples.
      expect(await storedUnits(sink.runId)).toHaveLength(32);
      expect(await storedRun(sink.runId)).toMatchObject({ units_done: 4 });
      await sink.release();
    }
    const { rows } = await store.pool.query(
      `select f.text from formula f join probe_dataset d on d.id = f.probe_dataset_id where d.name = 'together'`,
    );
    expect(rows).toHaveLength(4);
  });

  it('does not deadlock when two runs write the same formulas in opposite orders', async () => {
    const one = describeRun('crossing');
    const sinks = [await beginRun(store, one), await beginRun(store, { ...one, configHash: 'crossing 2' })];
    const texts = ['(sky AND water)', '(sky OR water)', '(water AND sky)'];
    const [first] = describeUnit(0).ranges;
    if (!first?.explanation) throw new Error('The fixture has an explained range.');
    const { explanation } = first;
    const unitOf = (formulas: string[]): UnitRecord => ({
      ...describeUnit(0),
      ranges: formulas.map((formula, i) => ({
        ...first,
        clusterIndex: i + 1,
        explanation: { ...explanation, formula },
      })),
    });
    // An unfinished write of the middle formula stops both half way; then they go on together.
    const blocker = await store.pool.connect();
    await blocker.query('begin');
    await blocker.query(
      `insert into formula (probe_dataset_id, text, key, length) select id, $1, '', 2 from probe_dataset where name = 'crossing'`,
      [texts[1]],
    );
    const writes = Promise.all(
      sinks.map((sink, turn) => sink.writeUnit(unitOf(turn === 0 ? texts : texts.toReversed()))),
    );
    await expect
      .poll(async () => (await store.pool.query('select 1 from pg_locks where not granted')).rowCount, {
        timeout: 300_000,
      })
      .toBe(2);
    await blocker.query('rollback');
    blocker.release();
    await writes;
    // 3 ranges x 2 concepts x 2 samples.
    for (const sink of sinks) {
      expect(await storedUnits(sink.runId)).toHaveLength(12);
      await sink.release();
    }
  });

  it('stores a unit without ranges, with null for values that are not finite', async () => {
    const sink = await beginRun(store, describeRun('broken'));
    await sink.writeUnit({
      unit: 1,
      outcome: 'NON_FINITE',
      problem: 'NaN in sample 0 at row 1, column 1',
      summary: { min: Number.NEGATIVE_INFINITY, max: 1, mean: Number.NaN, zeroShare: 0 },
      cells: null,
      histogram: null,
      ranges: [],
    });
    const [row] = await storedUnits(sink.runId);
    expect(row).toMatchObject({ outcome: 'NON_FINITE', min_value: null, max_value: 1, mean_value: null });
    await sink.release();
  });
});

describe('thumbnails', () => {
  it('are asked for once, for the samples a run shows', async () => {
    const sink = await beginRun(store, describeRun('thumbnails'));
    expect(await samplesWithoutThumbnail(store, sink.runId)).toEqual([]);
    await sink.writeUnit(describeUnit(0));
    const missing = await samplesWithoutThumbnail(store, sink.runId);
    expect(missing.map(({ sampleIndex }) => sampleIndex)).toEqual([0, 1]);
    const sampleId = missing[0]?.id ?? 0;
    await writeThumbnail(store, { sampleId, imageWidth: 640, imageHeight: 480, webp: Uint8Array.of(1, 2, 255) });
    expect((await samplesWithoutThumbnail(store, sink.runId)).map(({ sampleIndex }) => sampleIndex)).toEqual([1]);
    const { rows } = await store.pool.query('select thumbnail, image_width from sample where id = $1', [sampleId]);
    expect(rows).toEqual([{ thumbnail: Buffer.from([1, 2, 255]), image_width: 640 }]);
    await sink.release();
  });
});
