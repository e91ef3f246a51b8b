import { type CellIndex, openCellMaps } from '@strata/probe';

/** Where a concept lies on an image. */
export interface ConceptOnImage {
  /** (row, column) 1 where it is, of the dataset's masks. */
  readonly bits: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Of the mask, 0–1. */
  readonly share: number;
}

/**
 * Where some concepts lie on some images.
 * @returns (concept, image) in the orders given
 * @throws DatasetError when the index's file has been removed or shortened
 */
export function conceptsOnImages(
  index: CellIndex,
  { concepts, samples }: { readonly concepts: readonly number[]; readonly samples: readonly number[] },
): ConceptOnImage[][] {
  const { cellCount, conceptOffsets, conceptPositions, maskShape } = index;
  const has = concepts.map((concept) =>
    Uint8Array.from({ length: cellCount }, (_, cell) => {
      const [start, end] = [conceptOffsets[cell], conceptOffsets[cell + 1]];
      return Number(conceptPositions.subarray(start, end).includes(concept));
    }),
  );
  const found: ConceptOnImage[][] = concepts.map(() => []);
  const maps = openCellMaps(index);
  try {
    for (const sample of samples) {
      const cells = maps.read(sample, 1);
      for (const [at, own] of has.entries()) {
        const bits = Uint8Array.from(cells, (cell) => own[cell] as number);
        const share = bits.reduce((sum, bit) => sum + bit, 0) / bits.length;
        found[at]?.push({ bits, ...maskShape, share });
      }
    }
  } finally {
    maps.close();
  }
  return found;
}
