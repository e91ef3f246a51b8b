export { exportDataset } from './export-dataset.ts';
export type { ExportFormat } from './formats.ts';
export type { RangeChoice } from './layers/layer-export.ts';
export { logExport } from './log-export.ts';
export { runExport } from './run-export.ts';
export { LISTS } from './tables/lists.ts';
