import type { DataTable } from '../../charts/csv';
import type { TrendSeries } from '../../charts/trend-data';
import type { LayerPlace } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { specializationTable } from './specialization-summary';
import { lengthTable, overlapTable } from './trend-summary';

/** The tables of the figures, by the ids of those. */
export const TREND_TABLES = {
  specialization: specializationTable,
  overlap: overlapTable,
  'formula-length': lengthTable,
} satisfies Record<string, (series: TrendSeries, words: Words) => DataTable>;

export type TrendFigure = keyof typeof TREND_TABLES;

/** Where the table of a figure can be had: in the page itself, a long history would weigh more than its pictures. */
export function trendFilePath({ model, layer }: Omit<LayerPlace, 'version'>, figure: TrendFigure): string {
  return `/models/${encodeURIComponent(model)}/trends/${figure}.csv?layer=${encodeURIComponent(layer)}`;
}

/** The figure that a file name means. */
export function figureOfFile(file: string): TrendFigure | undefined {
  return (Object.keys(TREND_TABLES) as TrendFigure[]).find((figure) => file === `${figure}.csv`);
}
