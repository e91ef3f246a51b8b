export type { ExportAsked } from './export-asked.ts';
export type { ExportFormat } from './formats.ts';
export type { RangeChoice } from './layers/layer-export.ts';
export { logExport } from './log-export.ts';
export { type ExportReport, runExport } from './run-export.ts';
export { LISTS, type TableList } from './tables/lists.ts';
