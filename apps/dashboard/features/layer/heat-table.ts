import type { DataTable } from '../../charts/csv';
import type { Words } from '../../i18n/words';
import type { Metric } from '../place/heat-metrics';
import { type HeatCell, type HeatUnit, heatValue } from './heat';

interface TableOptions {
  readonly clusterCount: number;
  readonly metric: Metric;
  readonly words: Words;
}

/** What the heat map shows as numbers, a row per neuron. */
export function heatTable(units: readonly HeatUnit[], options: TableOptions): DataTable {
  const { metric } = options;
  return tableOf(units, options, (cell) => (metric === 'class' ? (cell?.class ?? null) : heatValue(cell, metric)));
}

/** The same for people. */
export function shownHeatTable(units: readonly HeatUnit[], options: TableOptions): DataTable {
  const { metric, words } = options;
  const { t, iou, times } = words;
  return tableOf(units, options, (cell) => {
    if (cell === null) return '–';
    if (metric === 'class') return cell.class ? t(`class.${cell.class}`) : '–';
    return metric === 'overlap' ? iou(cell.overlap) : times(cell.times);
  });
}

function tableOf(
  units: readonly HeatUnit[],
  { clusterCount, words: { t } }: TableOptions,
  value: (cell: HeatCell | null) => string | number | null,
): DataTable {
  const ranges = Array.from({ length: clusterCount }, (_, index) => t('range.name', { index: index + 1 }));
  return {
    columns: [t('column.neuron'), ...ranges],
    rows: units.map(({ unitIndex, cells }) => [unitIndex, ...cells.map(value)]),
  };
}
