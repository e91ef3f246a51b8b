import { deflateRawSync } from 'node:zlib';
import { type ConceptMask, type Store, samplesWithoutConceptMasks, writeConceptMasks } from '@strata/db';
import { type CellIndex, openCellMaps, type ProbeConcept } from '@strata/probe';
import type { StartProgress } from '../progress.ts';

export interface ConceptMaskRequest {
  readonly runId: number;
  readonly index: CellIndex;
  /** By their position in the index. */
  readonly concepts: readonly ProbeConcept[];
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * Stores where each concept lies on every sample that the run shows, so that pages can show a formula's concepts one by
 * one. Read from the cell index, as the search read them.
 * @throws StoreError when the database fails; DatasetError when the index became shorter; the signal's reason
 */
export async function keepConceptMasks(
  store: Store,
  { runId, index, concepts, signal, progress }: ConceptMaskRequest,
): Promise<void> {
  const missing = await samplesWithoutConceptMasks(store, runId);
  if (missing.length === 0) return;
  const line = progress('concept masks', 'images');
  const maps = openCellMaps(index);
  try {
    for (const [done, { id, sampleIndex, probeDatasetId }] of missing.entries()) {
      signal?.throwIfAborted();
      const masks = conceptMasks(maps.read(sampleIndex, 1), { index, concepts });
      await writeConceptMasks(store, { sampleId: id, probeDatasetId, masks });
      line.update(done + 1, missing.length);
    }
  } finally {
    maps.close();
  }
  line.end();
}

/** The masks of all concepts in a cell map (height, width). */
export function conceptMasks(
  cells: Uint16Array | Uint32Array,
  {
    index,
    concepts,
  }: Pick<ConceptMaskRequest, 'concepts'> & { index: Pick<CellIndex, 'conceptOffsets' | 'conceptPositions'> },
): ConceptMask[] {
  const found = new Map<number, { bits: Uint8Array; pixels: number }>();
  for (let pixel = 0; pixel < cells.length; pixel += 1) {
    const cell = cells[pixel] as number;
    const end = index.conceptOffsets[cell + 1] as number;
    for (let at = index.conceptOffsets[cell] as number; at < end; at += 1) {
      const position = index.conceptPositions[at] as number;
      let mask = found.get(position);
      if (!mask) {
        mask = { bits: new Uint8Array(Math.ceil(cells.length / 8)), pixels: 0 };
        found.set(position, mask);
      }
      mask.bits[pixel >> 3] = (mask.bits[pixel >> 3] as number) | (128 >> (pixel & 7));
      mask.pixels += 1;
    }
  }
  return [...found].flatMap(([position, { bits, pixels }]) => {
    const concept = concepts[position];
    return concept ? [{ conceptIndex: concept.index, pixels, mask: deflateRawSync(bits) }] : [];
  });
}
