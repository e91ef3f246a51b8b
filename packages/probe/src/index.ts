export { listProcessFiles, type ProcessFile, partPath, removeAbandonedParts } from './cache-parts.ts';
export { CacheUse, touch } from './cache-use.ts';
export { type AboutIndex, readAboutIndex } from './cells/about-index.ts';
export { type BuildCellIndexOptions, buildCellIndex, cacheFailure } from './cells/build-cell-index.ts';
export type { CellIndex } from './cells/cell-index.ts';
export { type CellMapReader, openCellMaps } from './cells/cell-maps.ts';
export { indexNotes } from './index-notes.ts';
export { type OpenProbeOptions, openProbeDataset } from './open-probe-dataset.ts';
export {
  EXIF_CHOICES,
  type ExifChoice,
  type MaskShape,
  PROBE_FORMATS,
  type ProbeConcept,
  type ProbeDataset,
  type ProbeFormat,
  type ProbeReading,
  type ProbeSample,
  type SampleLabels,
} from './probe-dataset.ts';
