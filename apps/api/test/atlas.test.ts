import { writeAtlasFrame, writePlaces, writeProfiles } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, ask, list, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

const UNITS = 3;
let opened: OpenedStore;
let api: RunningApi;
let runId = 0;

beforeAll(async () => {
  opened = await openSmallStore();
  const { store } = opened;
  const layer = { model: 'net', layer: 'conv' };
  const units = Array.from({ length: UNITS }, (_, unit) => ({
    unit,
    explanations: [1, 2].map((clusterIndex) => ({
      clusterIndex,
      formula: clusterIndex === 1 ? '(NOT sky)' : unit === 2 ? 'boat' : '(water AND NOT sky)',
      iou: 0.25 * clusterIndex,
      evidence: { heldOut: 200, shuffled: 10, p: 0.001 },
    })),
  }));
  runId = await storeRun(store, { ...layer, version: 'placed', units });
  await storeRun(store, { ...layer, version: 'older', units });
  const places = Uint16Array.from([0, 0, 65_535, 65_535]);
  const concepts = [{ conceptIndex: 1, x: 10, y: 20 }];
  const frame = await writeAtlasFrame(store, { runId, method: 1, places, concepts });
  // Of the last neuron's higher range nothing is known: five of six points.
  const profiles = units.flatMap(({ unit }) =>
    [1, 2].map((clusterIndex) => ({ unit, clusterIndex, profile: new Uint8Array([unit, clusterIndex]) })),
  );
  await writeProfiles(store, { runId, profiles: profiles.slice(0, 5) });
  const { rows } = await store.pool.query(
    'select p.cluster_id::float8 as id from placement p where p.run_id = $1 order by p.profile',
    [runId],
  );
  await writePlaces(store, {
    runId,
    frameId: frame.id,
    places: rows.map(({ id }, at) => ({ clusterId: id, x: 100 * at, y: 65_535 - at })),
    worth: { trustworthiness: 0.9, kept: 0.5, neighbours: 10, points: 5 },
  });
  api = await startApi({ store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const points = (args: string) =>
  `{ layer(model: "net", version: "placed", name: "conv") { run { atlas { points(${args}) {
    count packed concepts endCursor hasNextPage } } } } }`;

/** Neuron, range, x, y, grade, leading concept, overlap. */
function openPacked(packed: string, concepts: readonly string[]) {
  const bytes = Buffer.from(packed, 'base64');
  return Array.from({ length: bytes.length / 16 }, (_, i) => {
    const at = 16 * i;
    return [
      ...[bytes.readUInt32LE(at), bytes.readUInt8(at + 10), bytes.readUInt16LE(at + 4), bytes.readUInt16LE(at + 6)],
      ...[bytes.readUInt8(at + 11), concepts[bytes.readUInt16LE(at + 8) - 1] ?? null],
      Math.round((100 * bytes.readUInt16LE(at + 14)) / 65_535),
    ];
  });
}

describe('a run’s map', () => {
  it('gives its points packed, by neuron and range, page by page', async () => {
    const rows: unknown[] = [];
    let after = '';
    for (const [count, isMore] of [
      [2, true],
      [2, true],
      [1, false],
    ] as const) {
      const data = await answerOf(api.url, points(`first: 2${after}`));
      const page = pick(data, 'layer', 'run', 'atlas', 'points') as Record<string, unknown>;
      expect([page.count, page.hasNextPage]).toEqual([count, isMore]);
      rows.push(...openPacked(page.packed as string, page.concepts as string[]));
      after = `, after: "${page.endCursor}"`;
    }
    // Of 0.25, 0.2 is kept on held-out images: clear (1); of 0.5 it is less than half: partly (2). A formula that only excludes leads with nothing.
    expect(rows).toEqual([
      [0, 1, 0, 65_535, 1, null, 25],
      [0, 2, 100, 65_534, 2, 'water', 50],
      [1, 1, 200, 65_533, 1, null, 25],
      [1, 2, 300, 65_532, 2, 'water', 50],
      [2, 1, 400, 65_531, 1, null, 25],
    ]);
  });

  it('says what it is worth, what is missing, and where concepts lie', async () => {
    const data = await answerOf(
      api.url,
      `{ layer(model: "net", version: "placed", name: "conv") { run { atlas { placedCount notPlacedCount
        trustworthiness neighboursKept neighbours pointsCompared probeDataset { name }
        concepts { x y concept { name } } } } } }`,
    );
    expect(pick(data, 'layer', 'run', 'atlas')).toMatchObject({
      ...{ placedCount: 5, notPlacedCount: 1, trustworthiness: 0.9, neighboursKept: 0.5, neighbours: 10 },
      pointsCompared: 5,
    });
    expect(list(data, 'layer', 'run', 'atlas', 'concepts')).toEqual([{ x: 10, y: 20, concept: { name: 'sky' } }]);
  });

  it('is null where none was computed', async () => {
    const data = await answerOf(
      api.url,
      '{ layer(model: "net", version: "older", name: "conv") { run { atlas { placedCount } } } }',
    );
    expect(pick(data, 'layer', 'run')).toEqual({ atlas: null });
  });

  it.each(['first: 0', 'first: 20001', 'first: 2, after: "no cursor"'])('refuses points(%s)', async (args) => {
    const { errors } = await ask(api.url, points(args));
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});
