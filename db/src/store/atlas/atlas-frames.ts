import { sql } from 'drizzle-orm';
import { atlasFrame, conceptPlace } from '../../schema/index.ts';
import { inBatches, onlyRow } from '../batches.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** The laid out map of a probe dataset. */
export interface AtlasFrameRow {
  readonly id: number;
  /** (landmark · 2) x and y, 0–65,535. */
  readonly places: Uint16Array;
}

interface FrameOf {
  /** Any run of the probe dataset. */
  readonly runId: number;
  readonly method: number;
}

export interface NewAtlasFrame extends FrameOf {
  readonly places: Uint16Array;
  /** Where concepts lie, by the dataset's own numbers. */
  readonly concepts: readonly { readonly conceptIndex: number; readonly x: number; readonly y: number }[];
}

/** Reads the map of a run's probe dataset; null when it is not laid out yet. @throws StoreError */
export function readAtlasFrame({ db }: Store, { runId, method }: FrameOf): Promise<AtlasFrameRow | null> {
  return orStoreError(`Reading the map of run ${runId}`, async () => {
    const { rows } = await db.execute<{ id: number; places: Uint8Array }>(sql`
      select f.id::float8 as id, f.places from atlas_frame f join run r on r.probe_dataset_id = f.probe_dataset_id
      where r.id = ${runId} and f.method = ${method}`);
    const [row] = rows;
    return row ? { id: row.id, places: unpackPlaces(row.places) } : null;
  });
}

/** Keeps the map of a run's probe dataset; where another process was first, its map is the one. @throws StoreError */
export async function writeAtlasFrame(
  store: Store,
  { runId, method, places, concepts }: NewAtlasFrame,
): Promise<AtlasFrameRow> {
  await orStoreError(`Keeping the map of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      const { rows: datasets } = await tx.execute<{ id: number }>(
        sql`select probe_dataset_id::float8 as id from run where id = ${runId}`,
      );
      const probeDatasetId = onlyRow(datasets).id;
      const [made] = await tx
        .insert(atlasFrame)
        .values({ probeDatasetId, method, places: packPlaces(places) })
        .onConflictDoNothing()
        .returning({ id: atlasFrame.id });
      if (!made) return;
      const { rows } = await tx.execute<{ id: number; conceptIndex: number }>(
        sql`select id::float8 as id, concept_index as "conceptIndex" from concept where probe_dataset_id = ${probeDatasetId}`,
      );
      const ids = new Map(rows.map(({ id, conceptIndex }) => [conceptIndex, id]));
      const placed = concepts.flatMap(({ conceptIndex, x, y }) => {
        const conceptId = ids.get(conceptIndex);
        return conceptId === undefined ? [] : [{ frameId: made.id, conceptId, x, y }];
      });
      for (const batch of inBatches(placed)) await tx.insert(conceptPlace).values(batch);
    }),
  );
  const frame = await readAtlasFrame(store, { runId, method });
  if (!frame) throw new Error('The map was kept but not found.');
  return frame;
}

function packPlaces(places: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(places.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of places.entries()) view.setUint16(i * 2, value, true);
  return bytes;
}

function unpackPlaces(bytes: Uint8Array): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: bytes.byteLength / 2 }, (_, i) => view.getUint16(i * 2, true));
}
