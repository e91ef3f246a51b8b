import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginRun, type Store, type UnitRecord } from '../src/index.ts';
import { openSeededStore } from '../testing/index.ts';
import { describeRun, describeUnit, storedRun, storedUnits } from './small-run.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-writing-'));
  store = await openSeededStore(home);
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
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
    expect(await storedUnits(store, sink.runId)).toEqual([]);
    const { rows } = await store.pool.query(
      `select f.id from formula f join probe_dataset d on d.id = f.probe_dataset_id where d.name = 'failing'`,
    );
    expect(rows).toEqual([]);
    expect(await storedRun(store, sink.runId)).toMatchObject({ units_done: 0 });
    await sink.writeUnit(good);
    expect(await storedUnits(store, sink.runId)).toHaveLength(8);
    await sink.release();
  });

  it('keeps texts that look like the database’s own and lists of any length as they are, in one block', async () => {
    const sink = await beginRun(store, describeRun('odd'));
    const problems = ['NULL', '{a,b}', 'a "quoted" \\ text,\nwith lines'];
    const counts = [[], [1], [5, 15, 2]];
    const units = problems.map((problem, unit) => ({
      ...describeUnit(unit),
      problem,
      histogram: { lower: -0, upper: 2 ** -1074, counts: counts[unit] ?? [] },
    }));
    await sink.writeUnits(units);
    const { rows } = await store.pool.query(
      `select problem, histogram_counts as counts, histogram_upper as upper from unit_run r join unit u on u.id = r.unit_id
       where r.run_id = $1 order by u.unit_index`,
      [sink.runId],
    );
    expect(rows).toEqual(units.map(({ problem, histogram: h }) => ({ problem, counts: h.counts, upper: h.upper })));
    await sink.release();
  });

  it('keeps a block of units, all or none, and leaves those that are there as they are', async () => {
    const sink = await beginRun(store, describeRun('block'));
    await sink.writeUnit(describeUnit(1));
    const before = await storedUnits(store, sink.runId);
    const misplaced = { ...describeUnit(2), unit: 99 };
    await expect(sink.writeUnits([describeUnit(0), misplaced])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await storedUnits(store, sink.runId)).toEqual(before);
    await sink.writeUnits([describeUnit(0), describeUnit(1, ['(sky OR water)', '(sky AND water)']), describeUnit(2)]);
    const after = await storedUnits(store, sink.runId);
    expect(after).toHaveLength(24);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await storedRun(store, sink.runId)).toMatchObject({ units_done: 3 });
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
      expect(await storedUnits(store, sink.runId)).toHaveLength(32);
      expect(await storedRun(store, sink.runId)).toMatchObject({ units_done: 4 });
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
      expect(await storedUnits(store, sink.runId)).toHaveLength(12);
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
    const [row] = await storedUnits(store, sink.runId);
    expect(row).toMatchObject({ outcome: 'NON_FINITE', min_value: null, max_value: 1, mean_value: null });
    await sink.release();
  });
});
