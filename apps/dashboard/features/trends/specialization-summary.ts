import { SPECIALIZATIONS } from '@strata/domain';
import type { DataTable } from '../../charts/csv';
import { excessAt, pointOf, rangesFromTop, type TrendSeries, type TrendVersion } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { measuredVersions } from './specialization-sentence';

/** One sentence on the classes of the highest range in the newest trained version; on the baseline when it is alone. */
export function specializationSummary(series: TrendSeries, words: Words): string {
  const { t, percent, count } = words;
  const { clusterCount, versions } = series;
  const version = measuredVersions(series).at(-1) ?? versions.find((one) => pointOf(one, clusterCount)?.specialization);
  const point = pointOf(version, clusterCount);
  if (!version || !point?.specialization) return t('trends.sentence.nothing');
  const { counts, specialized } = point.specialization;
  return t('trends.specialization.summary', {
    version: shortened(version.label),
    n: count(point.n),
    index: clusterCount,
    share: percent(specialized.share),
    lower: percent(specialized.lower),
    upper: percent(specialized.upper),
    weakly: percent((counts.WEAKLY_SPECIALIZED ?? 0) / point.n),
    notNameable: percent((counts.NOT_NAMEABLE ?? 0) / point.n),
    unspecialized: percent((counts.UNSPECIALIZED ?? 0) / point.n),
    yardstick: yardstick(version, { clusterIndex: clusterCount, words }),
  });
}

/** What the same measure says of untrained networks, each measured against the others: not nothing. */
function yardstick(
  version: TrendVersion,
  { clusterIndex, words: { t, percent } }: { clusterIndex: number; words: Words },
): string {
  const baseline = excessAt(version, clusterIndex)?.share.baseline;
  if (!baseline) return '';
  return t('trends.specialization.yardstick', {
    share: percent(baseline.value),
    lower: percent(Math.max(0, baseline.lower)),
    upper: percent(Math.min(1, baseline.upper)),
  });
}

/** Everything the chart draws, range by range from the top. */
export function specializationTable({ clusterCount, versions }: TrendSeries, { t }: Words): DataTable {
  const columns = [
    t('column.range'),
    t('column.version'),
    t('column.n'),
    ...SPECIALIZATIONS.map((specialization) => t(`class.${specialization}`)),
    t('column.specializedShare'),
    t('column.intervalLower'),
    t('column.intervalUpper'),
    t('column.untrainedShare'),
    t('column.untrainedLower'),
    t('column.untrainedUpper'),
    t('column.excess'),
    t('column.excessLower'),
    t('column.excessUpper'),
    t('column.seeds'),
    t('column.accuracy'),
  ];
  const rows = rangesFromTop(clusterCount).flatMap((clusterIndex) =>
    versions.flatMap((version) => {
      const point = pointOf(version, clusterIndex);
      if (!point?.specialization) return [];
      const { counts, specialized } = point.specialization;
      const classes = SPECIALIZATIONS.map((specialization) => counts[specialization] ?? 0);
      const { share, lower, upper } = specialized;
      const shares = [share, lower, upper, ...excessCells(version, clusterIndex)];
      return [[clusterIndex, version.label, point.n, ...classes, ...shares, version.accuracy]];
    }),
  );
  return { columns, rows };
}

/** Where untrained networks lie, the excess over them, and how many there are; nothing with too few. */
function excessCells(version: TrendVersion, clusterIndex: number): (number | null)[] {
  const share = excessAt(version, clusterIndex)?.share;
  if (!share) return [null, null, null, null, null, null, null];
  const { baseline, excess } = share;
  const band = [baseline.value, baseline.lower, baseline.upper];
  return [...band, excess.value, excess.lower, excess.upper, version.excess?.seeds ?? null];
}

/** The same for people: shares and differences with signs. */
export function shownSpecializationTable({ columns, rows }: DataTable, { percent, points, count }: Words): DataTable {
  const share = (value: number) => percent(value);
  const writers = [
    ...[count, count, count, ...SPECIALIZATIONS.map(() => count)],
    ...[share, share, share, share, share, share, points, points, points, count, share],
  ];
  const written = (value: string | number | null, column: number) => {
    if (value === null) return '–';
    if (typeof value === 'string' || column === 0) return value;
    return writers[column]?.(value) ?? value;
  };
  return { columns, rows: rows.map((row) => row.map(written)) };
}
