import type { CellIndex } from './cells/cell-index.ts';
import type { ProbeDataset } from './probe-dataset.ts';

const NAMED_MAX = 5;

/**
 * What people should know of a dataset once its labels have been read: concepts that never occur, and how much is void.
 * One sentence each; empty where there is nothing to say.
 */
export function indexNotes({ concepts, voidLabels }: ProbeDataset, index: CellIndex): string[] {
  const notes: string[] = [];
  const present = presentConcepts(index);
  const absent = concepts.filter((_, position) => !present.has(position)).map(({ name }) => name);
  if (absent.length > 0) {
    const more = absent.length > NAMED_MAX ? ` and ${absent.length - NAMED_MAX} more` : '';
    notes.push(
      `${absent.length} of ${concepts.length} concepts never occur in the masks: ${absent.slice(0, NAMED_MAX).join(', ')}${more}.`,
    );
  }
  if (voidLabels.length > 0) {
    const { height, width } = index.maskShape;
    const share = (100 * index.voidPixels) / (index.sampleCount * height * width);
    notes.push(
      `${index.voidPixels} pixels (${share.toFixed(1)} %) are void (${voidLabels.join(', ')}): they carry no label.`,
    );
  }
  return notes;
}

/** Positions of the concepts that some pixel carries. */
function presentConcepts({ areas, conceptOffsets, conceptPositions }: CellIndex): Set<number> {
  const present = new Set<number>();
  for (const [cell, area] of areas.entries()) {
    if (area === 0) continue;
    for (const position of conceptPositions.subarray(conceptOffsets[cell], conceptOffsets[cell + 1]))
      present.add(position);
  }
  return present;
}
