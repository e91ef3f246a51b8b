import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunRequest, type Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { readPreprocessing } from '@strata/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, explainVersion, indexProbe } from '../src/index.ts';
import { createRunCache, type RunCache } from '../src/worker/run-cache.ts';
import { LAYER, MODEL, writeTinyWorld } from './tiny-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-runs-'));
const home = join(folder, 'home');
let store: Store;
let requests: number[];

/** Explains one unit, so that database and registry know the inputs, and asks for three runs of other lengths. */
beforeAll(async () => {
  const probe = await indexProbe(await writeTinyWorld(join(folder, 'world')), { format: 'planes', home });
  store = await openSeededStore(home);
  const { preprocessing } = await readPreprocessing(MODEL);
  const explaining = explainVersion({
    ...probe,
    store,
    modelName: 'demo',
    versionLabel: 'epoch 30',
    from: { modelPath: MODEL, preprocessing },
    layers: [LAYER],
    chooseUnits: () => [0],
    config: DEFAULT_CONFIG,
    home,
  });
  for await (const { runId } of explaining) expect(runId).toBe(1);
  requests = [];
  for (const length of [1, 2, 3]) {
    const { ranges: _, categories: __, ...config } = DEFAULT_CONFIG;
    const request = await createRunRequest(store, {
      ...config,
      length,
      clusters: 2,
      modelVersionId: 1,
      layerName: LAYER,
      probeDatasetId: 1,
      requestedBy: 'test',
    });
    requests.push(request.id);
  }
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

/** The runs that are locked at the moment, and how many entries of the cache are held. */
async function held(): Promise<{ runs: number[]; marks: number }> {
  const { rows } = await store.pool.query<{ run: number }>(
    `select objid::int as run from pg_locks
     where locktype = 'advisory' and classid = 7283402 and granted and database = (select oid from pg_database where datname = current_database())
     order by 1`,
  );
  const marks = readdirSync(join(home, 'cache')).filter((name) => name.endsWith('.use')).length;
  return { runs: rows.map(({ run }) => run), marks };
}

/** A job of each request that has begun, and what ends it. */
async function startJobs(runs: RunCache): Promise<{ runIds: number[]; end: (() => void)[]; ended: Promise<void>[] }> {
  const { signal } = new AbortController();
  const [runIds, end, ended]: [number[], (() => void)[], Promise<void>[]] = [[], [], []];
  for (const id of requests) {
    const begun = Promise.withResolvers<number>();
    const job = Promise.withResolvers<void>();
    const work = runs.use(id, signal, async ({ runId }) => {
      begun.resolve(runId);
      await job.promise;
    });
    work.catch(begun.reject);
    ended.push(work);
    end.push(job.resolve);
    runIds.push(await begun.promise);
  }
  return { runIds, end, ended };
}

describe('the runs of a worker', () => {
  it('stay open while jobs use them: three at once keep their locks and marks, though two are kept between jobs', async () => {
    const runs = createRunCache(store, { threads: 1, home });
    const { runIds, end, ended } = await startJobs(runs);
    expect(new Set(runIds).size).toBe(3);
    // Each holds the cells and the activations.
    expect(await held()).toEqual({ runs: runIds, marks: 6 });
    end[0]?.();
    await ended[0];
    // One more than are kept, and the only one that nobody used.
    expect(await held()).toEqual({ runs: runIds.slice(1), marks: 4 });
    end[1]?.();
    end[2]?.();
    await Promise.all(ended);
    expect(await held()).toEqual({ runs: runIds.slice(1), marks: 4 });
    await runs.close();
    expect(await held()).toEqual({ runs: [], marks: 0 });
  });

  it('lets go of a dropped run when the last job ends, and opens it anew for the next', async () => {
    const runs = createRunCache(store, { threads: 1, home });
    const { runIds, end, ended } = await startJobs(runs);
    await runs.drop(requests[1] as number);
    expect((await held()).runs).toEqual(runIds);
    for (const one of end) one();
    await Promise.all(ended);
    expect((await held()).runs).toEqual([runIds[0], runIds[2]]);
    const { signal } = new AbortController();
    await runs.use(requests[1] as number, signal, async ({ runId }) => expect(runId).toBe(runIds[1]));
    await runs.close();
    expect(await held()).toEqual({ runs: [], marks: 0 });
  });

  it('tries again what could not be opened', async () => {
    const runs = createRunCache(store, { threads: 1, home: join(folder, 'elsewhere') });
    const { signal } = new AbortController();
    const attempts = [1, 2].map(() => runs.use(requests[0] as number, signal, async () => 'never'));
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'SETUP_FAILED' });
    await expect(runs.use(99, signal, async () => 'never')).rejects.toMatchObject({ code: 'BAD_ID' });
    await runs.close();
  });
});
