import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginRun, type RunDescriptor, type Store, samplesWithoutThumbnail, writeThumbnail } from '../src/index.ts';
import { openSeededStore } from '../testing/index.ts';
import { describeRun, describeUnit, SUMMARY, storedRun, storedUnits } from './small-run.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-sink-'));
  store = await openSeededStore(home);
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

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
    expect(await storedRun(store, first.runId)).toMatchObject({ status: 'INTERRUPTED', units_done: 1 });

    const second = await beginRun(store, describeRun('parts'));
    expect(second.runId).toBe(first.runId);
    expect([...second.doneUnits]).toEqual([0]);
    expect(second.alreadyComplete).toBe(false);
    expect(await storedRun(store, second.runId)).toMatchObject({ status: 'RUNNING', error: null });
    // A unit written twice stays one unit.
    for (const unit of [0, 1, 2]) await second.writeUnit(describeUnit(unit));
    await second.finish(SUMMARY);
    await second.release();

    const rows = await storedUnits(store, second.runId);
    // 3 units x 2 ranges x 2 concepts x 2 samples.
    expect(rows).toHaveLength(24);
    expect(rows).toEqual(await storedUnits(store, whole.runId));
    expect(rows[0]).toMatchObject({ share: 0.5, lower: null, upper: 1.5, concept: 'water', sample_index: 1 });
    expect(await storedRun(store, second.runId)).toMatchObject({
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
    expect(await storedRun(store, first.runId)).toMatchObject({ status: 'COMPLETED' });
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
