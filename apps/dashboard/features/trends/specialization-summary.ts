import { SPECIALIZATIONS } from '@strata/domain';
import type { DataTable } from '../../charts/csv';
import { pointOf, rangesFromTop, type TrendSeries, type TrendVersion } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { measuredVersions, shareOf } from './specialization-sentence';

/** One sentence on the classes of the highest range in the newest trained version; on the baseline when it is alone. */
export function specializationSummary(series: TrendSeries, words: Words): string {
  const { t, percent, count } = words;
  const { clusterCount, versions } = series;
  const version = measuredVersions(series).at(-1) ?? versions.find((one) => pointOf(one, clusterCount)?.specialization);
  const point = pointOf(version, clusterCount);
  if (!version || !point?.specialization) return t('trends.sentence.nothing');
  const { counts, specialized } = point.specialization;
  return t('trends.specialization.summary', {
    version: version.label,
    n: count(point.n),
    index: clusterCount,
    share: percent(specialized.share),
    lower: percent(specialized.lower),
    upper: percent(specialized.upper),
    weakly: percent((counts.WEAKLY_SPECIALIZED ?? 0) / point.n),
    unspecialized: percent((counts.UNSPECIALIZED ?? 0) / point.n),
    yardstick: yardstick(series, { version, words }),
  });
}

/** What the same measure says of the untrained network itself: not nothing, as few of its formulas are frequent. */
function yardstick(
  { clusterCount, versions }: TrendSeries,
  { version, words: { t, percent } }: { version: TrendVersion; words: Words },
): string {
  const baseline = versions.find(({ isBaseline }) => isBaseline);
  const share = shareOf(baseline, clusterCount);
  if (!baseline || baseline === version || share === null) return '';
  return t('trends.specialization.yardstick', { version: baseline.label, share: percent(share) });
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
    t('column.accuracy'),
  ];
  const rows = rangesFromTop(clusterCount).flatMap((clusterIndex) =>
    versions.flatMap((version) => {
      const point = pointOf(version, clusterIndex);
      if (!point?.specialization) return [];
      const { counts, specialized } = point.specialization;
      const classes = SPECIALIZATIONS.map((specialization) => counts[specialization] ?? 0);
      const { share, lower, upper } = specialized;
      return [[clusterIndex, version.label, point.n, ...classes, share, lower, upper, version.accuracy]];
    }),
  );
  return { columns, rows };
}

/** The same for people: shares with signs. */
export function shownSpecializationTable({ columns, rows }: DataTable, { percent, count }: Words): DataTable {
  const firstShare = 3 + SPECIALIZATIONS.length;
  const written = (value: string | number | null, column: number) => {
    if (value === null) return '–';
    if (typeof value === 'string' || column === 0) return value;
    return column < firstShare ? count(value) : percent(value);
  };
  return { columns, rows: rows.map((row) => row.map(written)) };
}
