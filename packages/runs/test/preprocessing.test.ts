import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createRunRequest,
  describeRequest,
  feedRow,
  knownFeed,
  preprocessingOf,
  readTrendRuns,
  type Store,
} from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { npyHeader } from '@strata/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ActivationsFrom,
  DEFAULT_CONFIG,
  explainVersion,
  indexProbe,
  type Preprocessing,
  readPreprocessing,
} from '../src/index.ts';
import { openRequest } from '../src/worker/open-request.ts';
import { LAYER, MODEL, writeTinyWorld } from './tiny-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-preprocessing-'));
const home = join(folder, 'home');
let store: Store;
let probe: Awaited<ReturnType<typeof indexProbe>>;
let trained: Preprocessing;

beforeAll(async () => {
  probe = await indexProbe(await writeTinyWorld(join(folder, 'world')), { format: 'planes', home });
  store = await openSeededStore(home);
  trained = (await readPreprocessing(MODEL)).preprocessing;
});
afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

const config = { ...DEFAULT_CONFIG, clusters: 2, length: 1 };

async function explain(from: ActivationsFrom, versionLabel: string, layer = LAYER): Promise<number> {
  const names = { modelName: 'demo', versionLabel };
  const explaining = explainVersion({
    ...probe,
    ...names,
    store,
    from,
    layers: [layer],
    chooseUnits: () => [0, 1],
    config,
    home,
  });
  for await (const { runId } of explaining) if (runId !== null) return runId;
  throw new Error('A run in a store has an id.');
}

async function rowOf(runId: number) {
  const columns = `input_width as "inputWidth", input_height as "inputHeight", input_channel_order as "inputChannelOrder",
    input_scale as "inputScale", input_mean as "inputMean", input_standard_deviation as "inputStandardDeviation",
    input_layout as "inputLayout", input_resize as "inputResize", layout_request as "layoutRequest"`;
  const { rows } = await store.pool.query(`select settings_hash, ${columns} from run where id = $1`, [runId]);
  return rows[0];
}

describe('preprocessing', () => {
  it('is stored exactly, makes runs of its own, and takes nothing from another setting’s', async () => {
    const swapped: Preprocessing = { ...trained, channelOrder: 'bgr', mean: [0.1, 0.2, 0.3] };
    const first = await explain({ modelPath: MODEL, preprocessing: trained }, 'epoch 30');
    const before = await store.pool.query('select * from cluster where run_id = $1 order by id', [first]);
    const second = await explain({ modelPath: MODEL, preprocessing: swapped }, 'epoch 30');
    expect(second).not.toBe(first);
    expect(preprocessingOf(await rowOf(first))).toEqual(trained);
    expect(preprocessingOf(await rowOf(second))).toEqual(swapped);
    const after = await store.pool.query('select * from cluster where run_id = $1 order by id', [first]);
    expect(after.rows).toEqual(before.rows);
    const again = Object.fromEntries(Object.entries(trained).reverse()) as Preprocessing;
    expect(await explain({ modelPath: MODEL, preprocessing: again }, 'epoch 30')).toBe(first);
  });

  it('is part of equal settings: trends don’t join versions that were fed otherwise', async () => {
    const runs = [
      await explain({ modelPath: MODEL, preprocessing: trained }, 'epoch 30'),
      await explain({ modelPath: MODEL, preprocessing: trained }, 'epoch 31'),
      await explain({ modelPath: MODEL, preprocessing: { ...trained, scale: 1 } }, 'epoch 32'),
    ];
    const hashes = await Promise.all(runs.map(async (run) => (await rowOf(run)).settings_hash));
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
    const shown = await readTrendRuns(store, [{ modelId: 1, layer: LAYER }]);
    expect(shown.map(({ run }) => run.runId)).toEqual([runs[2]]);
  });

  it('is not known of activations that are handed in', async () => {
    const activationsPath = join(folder, 'activations.npy');
    const values = new Float32Array(2 * 4 * 2 * 2).map((_, i) => (i * 7) % 11);
    writeFileSync(activationsPath, Buffer.concat([npyHeader('<f4', [2, 4, 2, 2]), new Uint8Array(values.buffer)]));
    const row = await rowOf(await explain({ activationsPath }, 'handed in', 'activations'));
    expect(preprocessingOf(row)).toBeNull();
    expect(row.layoutRequest).toBeNull();
  });

  it('of a request is what the worker feeds the network with, whatever was explained since', async () => {
    const versionLabel = 'epoch 40';
    const first = await explain({ modelPath: MODEL, preprocessing: trained }, versionLabel);
    const fed = { modelVersionId: 0, layerName: LAYER };
    const { rows } = await store.pool.query("select id::int from model_version where label = 'epoch 40'");
    fed.modelVersionId = rows[0].id;
    const { ranges: _, categories: __, ...settings } = config;
    const asked = { ...settings, ...fed, probeDatasetId: 1, requestedBy: 'test', ...(await knownFeed(store, fed)) };
    const request = await createRunRequest(store, asked);
    expect(preprocessingOf(request)).toEqual(trained);
    const other = { ...trained, channelOrder: 'bgr' as const };
    await explain({ modelPath: MODEL, preprocessing: other }, versionLabel);
    const described = await describeRequest(store, request.id);
    if (!described) throw new Error('The request is there.');
    const { signal } = new AbortController();
    const run = await openRequest(store, described, { threads: 1, signal, home });
    await run.close();
    expect(run.runId).toBe(first);
    expect(preprocessingOf(await rowOf(run.runId))).toEqual(trained);
    // The newest run of the version says it from now on, also for a layer that was never explained.
    expect(preprocessingOf(await knownFeed(store, fed))).toEqual(other);
    const elsewhere = await knownFeed(store, { ...fed, layerName: 'another' });
    expect([preprocessingOf(elsewhere), elsewhere.layoutRequest]).toEqual([other, null]);
    expect(await knownFeed(store, { ...fed, modelVersionId: 999 })).toEqual(feedRow());
  });
});

/** An ONNX file: image (n, 3, 8, 8) → Transpose with perm 0, 1, 3, 2 → turned. */
const TURNED =
  'CAg6cQo3CgVpbWFnZRIGdHVybmVkGgZ0dXJuZWQiCVRyYW5zcG9zZSoRCgRwZXJtQABAAUADQAKgAQc6ABIEbWFkZVogCgVpbWFnZRIXChUIARIRCgMSAW4K' +
  'AggDCgIICAoCCAhiDgoGdHVybmVkEgQKAggBQgQKABAR';

describe('a layer that changes elsewhere than the image', () => {
  const layer = 'turned';
  const request = { layout: 'nchw' } as const;
  const path = join(folder, 'turned.onnx');
  beforeAll(() => {
    writeFileSync(path, Buffer.from(TURNED, 'base64'));
  });

  it('is explained where that is not to be checked, by a worker, too', async () => {
    const { preprocessing } = await readPreprocessing(path);
    const from = { modelPath: path, preprocessing, request };
    await expect(explain(from, 'epoch 50', layer)).rejects.toThrow(/doesn't change where the image does/);
    const first = await explain({ ...from, layoutCheck: false }, 'epoch 50', layer);
    expect((await rowOf(first)).layoutRequest).toEqual({ ...request, layoutCheck: false });
    const { rows } = await store.pool.query("select id::int from model_version where label = 'epoch 50'");
    const fed = { modelVersionId: rows[0].id, layerName: layer };
    const { ranges: _, categories: __, ...settings } = config;
    const asked = { ...settings, ...fed, probeDatasetId: 1, requestedBy: 'test', ...(await knownFeed(store, fed)) };
    const described = await describeRequest(store, (await createRunRequest(store, asked)).id);
    if (!described) throw new Error('The request is there.');
    // Else the values would be found, and nothing to check.
    rmSync(join(home, 'cache'), { recursive: true });
    const { signal } = new AbortController();
    const run = await openRequest(store, described, { threads: 1, signal, home });
    await run.close();
    expect(run.runId).toBe(first);
  });
});
