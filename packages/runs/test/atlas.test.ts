import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openSeededStore } from '@strata/db/testing';
import { readPreprocessing } from '@strata/onnx';
import { DEFAULT_CONFIG, explainVersion, indexProbe, placeStored, type Store } from '@strata/runs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LAYER, MODEL, writeTinyWorld } from './tiny-world.ts';

const UNITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

let home: string;
let store: Store;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-atlas-'));
  store = await openSeededStore(home);
  await writeTinyWorld(path.join(home, 'world'));
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

async function explain(versionLabel: string, threads: number, units = UNITS): Promise<number> {
  const { dataset, index } = await indexProbe(path.join(home, 'world'), { format: 'planes', home });
  const explaining = explainVersion({
    ...{ store, dataset, index, home, layers: [LAYER], chooseUnits: () => units, modelName: 'net', versionLabel },
    from: { modelPath: MODEL, preprocessing: (await readPreprocessing(MODEL)).preprocessing },
    config: { ...DEFAULT_CONFIG, clusters: 3, length: 2, evidence: null },
    threads,
  });
  for await (const { runId } of explaining) if (runId !== null) return runId;
  throw new Error('One layer was asked for.');
}

async function placesOf(runId: number) {
  const { rows } = await store.pool.query(
    `select u.unit_index, c.cluster_index, p.x, p.y, encode(p.profile, 'hex') as profile
     from placement p join cluster c on c.id = p.cluster_id join unit u on u.id = c.unit_id
     where p.run_id = $1 order by 1, 2`,
    [runId],
  );
  return rows as { unit_index: number; cluster_index: number; x: number | null; y: number | null }[];
}

async function atlasOf(runId: number) {
  const { rows } = await store.pool.query(
    'select frame_id::int, placed, not_placed, trustworthiness, neighbours_kept from atlas where run_id = $1',
    [runId],
  );
  return rows[0];
}

it('a run is placed when it is completed, alike on any number of threads, and a second version moves nothing', async () => {
  const first = await explain('epoch 1', 1);
  const before = { places: await placesOf(first), atlas: await atlasOf(first) };
  expect(before.places.length).toBeGreaterThan(20);
  expect(before.places.every(({ x, y }) => x !== null && y !== null)).toBe(true);
  expect(before.atlas).toMatchObject({ placed: before.places.length, not_placed: 0 });
  // The same network under another name: the same bitmaps, so the same places.
  const second = await explain('epoch 2', 3);
  expect(await placesOf(second)).toEqual(before.places);
  expect((await atlasOf(second))?.frame_id).toBe(before.atlas?.frame_id);
  expect({ places: await placesOf(first), atlas: await atlasOf(first) }).toEqual(before);
});

it('what was explained before there was a map gets the same places later, and only once', async () => {
  const runId = await explain('epoch 3', 2);
  const [places, atlas] = [await placesOf(runId), await atlasOf(runId)];
  await store.pool.query('delete from atlas where run_id = $1', [runId]);
  await store.pool.query(
    'delete from placement p using cluster c where c.id = p.cluster_id and p.run_id = $1 and c.cluster_index > 1',
    [runId],
  );
  const taken = places.filter(({ cluster_index: range }) => range > 1).map(({ unit_index: unit }) => unit);
  expect(await placeStored(store, { runId, home })).toBe(new Set(taken).size);
  expect(await placesOf(runId)).toEqual(places);
  expect(await atlasOf(runId)).toEqual(atlas);
  expect(await placeStored(store, { runId, home })).toBe(0);
});

it('a run that goes on places its new neurons, too', async () => {
  const some = await explain('epoch 4', 1, UNITS.slice(0, 4));
  const few = await placesOf(some);
  const all = await explain('epoch 4', 1);
  expect(all).toBe(some);
  const places = await placesOf(all);
  expect(places.slice(0, few.length)).toEqual(few);
  expect(places.every(({ x }) => x !== null)).toBe(true);
  expect(await atlasOf(all)).toMatchObject({ placed: places.length, not_placed: 0 });
});
