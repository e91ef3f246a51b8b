import type { CellIndex } from '@strata/probe';

/** The same index in shared memory: threads that are started with it use one copy. */
export function shareIndex(index: CellIndex): CellIndex {
  const { areas, conceptOffsets, conceptPositions } = index;
  const words = (values: Uint32Array): Uint32Array => {
    const shared = new Uint32Array(new SharedArrayBuffer(values.byteLength));
    shared.set(values);
    return shared;
  };
  const sharedAreas = new Float64Array(new SharedArrayBuffer(areas.byteLength));
  sharedAreas.set(areas);
  return {
    ...index,
    areas: sharedAreas,
    conceptOffsets: words(conceptOffsets),
    conceptPositions: words(conceptPositions),
  };
}
