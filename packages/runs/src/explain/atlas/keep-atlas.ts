import {
  ATLAS_METHOD,
  type AtlasFrame,
  type ConceptProfile,
  conceptProfiles,
  conceptTables,
  landmarksOf,
  layOut,
  neighbourhoods,
  openProfile,
  placer,
} from '@strata/compute';
import {
  type AtlasFrameRow,
  readAtlasFrame,
  readAtlasState,
  readProfiles,
  type Store,
  writeAtlasFrame,
  writePlaces,
} from '@strata/db';
import type { CellIndex, ProbeConcept } from '@strata/probe';

export interface AtlasRequest {
  readonly runId: number;
  readonly index: CellIndex;
  /** By their position in the index. */
  readonly concepts: readonly ProbeConcept[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Places a run's ranges on the map of its probe dataset, which is laid out when the first of its runs comes; what stands there
 * already is left alone. Ranges whose profile is not known have no place.
 * @throws StoreError; the signal's reason
 */
export async function keepAtlas(store: Store, { runId, index, concepts, signal }: AtlasRequest): Promise<void> {
  const { profiles: known, upToDate } = await readAtlasState(store, { runId, method: ATLAS_METHOD });
  if (known === 0 || upToDate) return;
  const tables = conceptTables(index);
  const landmarks = landmarksOf(tables);
  const laidOut = { landmarks, masks: conceptProfiles(tables) };
  const frame =
    (await readAtlasFrame(store, { runId, method: ATLAS_METHOD })) ??
    (await makeFrame(store, { runId, concepts, signal, ...laidOut }));
  const place = placer(matched({ landmarks, places: frame.places }));
  const placed = (await readProfiles(store, runId)).map(({ clusterId, profile: packed }) => {
    const profile = openProfile(packed);
    return { clusterId, profile, ...place(profile) };
  });
  const places = placed.map(({ clusterId, x, y }) => ({ clusterId, x, y }));
  await writePlaces(store, { runId, frameId: frame.id, places, worth: neighbourhoods(placed) });
}

interface FrameRequest extends Pick<AtlasRequest, 'runId' | 'concepts' | 'signal'> {
  readonly landmarks: AtlasFrame['landmarks'];
  readonly masks: readonly ConceptProfile[];
}

async function makeFrame(
  store: Store,
  { runId, concepts, landmarks, masks, signal }: FrameRequest,
): Promise<AtlasFrameRow> {
  const places = await layOut(landmarks, { signal });
  const place = placer({ landmarks, places });
  const conceptPlaces = masks.flatMap(({ concept, profile }) => {
    const known = concepts[concept];
    return known ? [{ conceptIndex: known.index, ...place(profile) }] : [];
  });
  return writeAtlasFrame(store, { runId, method: ATLAS_METHOD, places, concepts: conceptPlaces });
}

/** Landmarks follow from the dataset, whose hash the frame's row stands for. */
function matched(frame: AtlasFrame): AtlasFrame {
  if (frame.places.length === frame.landmarks.length * 2) return frame;
  throw new Error(`Expected places of ${frame.landmarks.length} landmarks, found ${frame.places.length / 2}.`);
}
