export { type BuildCellIndexOptions, buildCellIndex } from './cells/build-cell-index.ts';
export type { CellIndex } from './cells/cell-index.ts';
export { type CellMapReader, openCellMaps } from './cells/cell-maps.ts';
export { CELLS_IN_CACHE } from './cells/cells-in-cache.ts';
export { COMPUTED } from './computed/computed-concepts.ts';
export { cropDataset } from './crop-dataset.ts';
export { type CsvRow, readCsv } from './csv-file.ts';
export { type FrameReportOptions, writeFrameReport } from './frame-report.ts';
export { type NumberedGroups, numberGroups } from './groups/number-groups.ts';
export { indexNotes } from './index-notes.ts';
export { insideFolder } from './inside.ts';
export { type OpenProbeOptions, openProbeDataset } from './open-probe-dataset.ts';
export {
  type AskedFormat,
  EXIF_CHOICES,
  type ExifChoice,
  type MaskShape,
  type OwnFrame,
  PROBE_FORMATS,
  type ProbeConcept,
  type ProbeDataset,
  type ProbeFormat,
  type ProbeReading,
  type ProbeSample,
  type SampleLabels,
  type SeenCrop,
} from './probe-dataset.ts';
