import type { DataTable } from '../../charts/csv';
import { lengthsOf } from '../../charts/length-chart';
import { pointOf, rangesFromTop, type TrendSeries } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';

/** One sentence on all ranges of the newest version: which overlaps most, which least. */
export function overlapSummary({ clusterCount, versions }: TrendSeries, { t, iou, lift, count }: Words): string {
  const last = versions.at(-1);
  const points = rangesFromTop(clusterCount).flatMap((index) => pointOf(last, index) ?? []);
  if (!last || points.length === 0) return t('trends.sentence.nothing');
  const n = count(Math.max(...points.map((point) => point.n)));
  // A range of which it is not known, or of which nothing shuffled overlaps, is neither furthest above nor least.
  const lifted = points.flatMap((point) =>
    point.timesShuffled === null ? [] : [{ ...point, times: point.timesShuffled }],
  );
  if (lifted.length === 0) return t('trends.summaryNotComputed', { version: shortened(last.label), n });
  const best = lifted.reduce((a, b) => (b.times > a.times ? b : a));
  const least = lifted.reduce((a, b) => (b.times < a.times ? b : a));
  const values = {
    version: shortened(last.label),
    best: best.clusterIndex,
    bestIou: iou(best.median),
    bestTimes: lift(best.times),
    least: least.clusterIndex,
    leastIou: iou(least.median),
    leastTimes: lift(least.times),
    n,
  };
  if (lifted.length === 1) return t('trends.summaryOne', values);
  // As people read them: the same number twice is no furthest and least.
  if (values.bestTimes === values.leastTimes) {
    const medians = lifted.map(({ median }) => median);
    const [lower, upper] = [iou(Math.min(...medians)), iou(Math.max(...medians))];
    return t('trends.summaryEqual', {
      ...values,
      ranges: lifted.length,
      lower,
      upper,
      same: lower === upper ? 'yes' : 'no',
    });
  }
  return t('trends.summary', values);
}

/** One sentence on how long the formulas of the newest version are. */
export function lengthSummary({ clusterCount, versions }: TrendSeries, { t, quantity }: Words): string {
  const last = versions.at(-1);
  const high = pointOf(last, clusterCount);
  const low = pointOf(last, 1);
  if (!last || !high) return t('trends.sentence.nothing');
  if (!low || clusterCount === 1)
    return t('trends.lengthOne', { version: shortened(last.label), high: quantity(high.meanLength) });
  const values = { version: shortened(last.label), high: quantity(high.meanLength), low: quantity(low.meanLength) };
  return values.high === values.low ? t('trends.lengthEqual', values) : t('trends.lengthSummary', values);
}

/** Everything the trend chart draws, range by range from the top. */
export function overlapTable({ clusterCount, versions }: TrendSeries, { t }: Words): DataTable {
  const columns = [
    t('column.range'),
    t('column.version'),
    t('column.n'),
    t('column.median'),
    t('column.lowerQuartile'),
    t('column.upperQuartile'),
    t('column.mean'),
    t('column.meanLower'),
    t('column.meanUpper'),
    t('column.chance'),
    t('column.timesShuffled'),
    t('column.accuracy'),
  ];
  const rows = rangesFromTop(clusterCount).flatMap((clusterIndex) =>
    versions.flatMap((version) => {
      const point = pointOf(version, clusterIndex);
      if (!point) return [];
      const { n, median, lowerQuartile, upperQuartile, mean, chance, timesShuffled } = point;
      const overlaps = [median, lowerQuartile, upperQuartile, mean.value, mean.lower, mean.upper, chance];
      return [[clusterIndex, version.label, n, ...overlaps, timesShuffled, version.accuracy]];
    }),
  );
  return { columns, rows };
}

/** The same for people: rounded, with signs. */
export function shownOverlapTable({ columns, rows }: DataTable, { iou, lift, percent, count }: Words): DataTable {
  const times = (value: number) => `${lift(value)}×`;
  const numbers = [count, iou, iou, iou, iou, iou, iou, iou, times, percent];
  return {
    columns,
    rows: rows.map(([range = null, version = null, ...values]) => [
      range,
      version,
      ...values.map((value, index) => (typeof value === 'number' ? (numbers[index]?.(value) ?? value) : '–')),
    ]),
  };
}

/** How many formulas have each length, by range and version: a column a length. */
export function lengthTable(series: TrendSeries, { t }: Words): DataTable {
  const { clusterCount, versions } = series;
  const lengths = lengthsOf(series);
  return {
    columns: [t('column.range'), t('column.version'), ...lengths.map((count) => t('chart.concepts', { count }))],
    rows: rangesFromTop(clusterCount).flatMap((clusterIndex) =>
      versions.flatMap((version) => {
        const shares = pointOf(version, clusterIndex)?.lengthShares;
        if (!shares) return [];
        const counts = lengths.map((length) => shares.find((share) => share.length === length)?.n ?? 0);
        return [[clusterIndex, version.label, ...counts]];
      }),
    ),
  };
}
