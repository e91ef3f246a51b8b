import { excessAt, pointOf, type TrendSeries, type TrendVersion } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { accuracySentence, trendSentence } from './trend-sentence';

/** The finding of a trend: how specialized beyond untrained networks; where that can't be told, how well it overlaps. */
export function trendHeadline(series: TrendSeries, words: Words): string {
  return specializationSentence(series, words) ?? trendSentence(series, words);
}

/** Trained versions whose highest range has been classified. */
export function measuredVersions({ clusterCount, versions }: TrendSeries): TrendVersion[] {
  return versions.filter((version) => !version.isBaseline && shareOf(version, clusterCount) !== null);
}

/** Whether there is a baseline that anything, if only itself, was measured against. */
export function isMeasured({ versions }: TrendSeries): boolean {
  return versions.some(({ points }) => points.some(({ specialization }) => specialization !== null));
}

/** The specialized share of a version's range, 0–1; null where it was not measured. */
export function shareOf(version: TrendVersion | undefined, clusterIndex: number): number | null {
  return pointOf(version, clusterIndex)?.specialization?.specialized.share ?? null;
}

/**
 * Whether the highest range's specialized share rose or fell between the first trained version and the newest by more than
 * two untrained networks differ; else which ranges of the newest are specialized beyond untrained networks, with the
 * excess of the highest. Then the accuracy. Null where nothing may be concluded: fewer than three untrained networks.
 */
export function specializationSentence(series: TrendSeries, words: Words): string | null {
  const measured = measuredVersions(series);
  const [first, last] = [measured[0], measured.at(-1)];
  const highest = excessAt(last, series.clusterCount) ?? last?.excess?.ranges.at(-1);
  if (!first || !last || !highest) return null;
  const { t, points, count } = words;
  const { change } = series;
  if (change && change.rose !== 'UNCLEAR') {
    const { value, lower, upper } = change.difference;
    const values = {
      from: shortened(first.label),
      to: shortened(last.label),
      n: count(change.n),
      difference: points(value),
      lower: points(lower),
      upper: points(upper),
    };
    const sentence = change.rose === 'YES' ? t('trends.excess.rose', values) : t('trends.excess.fell', values);
    return `${sentence}${accuracySentence(first, last, words)}`;
  }
  const above = (last.excess?.ranges ?? []).filter(({ isSpecialized }) => isSpecialized === 'YES');
  const { value, lower, upper } = highest.share.excess;
  const values = {
    version: shortened(last.label),
    many: above.length,
    ranges: above.map(({ clusterIndex }) => clusterIndex).join(', '),
    highest: highest.clusterIndex,
    seeds: count(last.excess?.seeds ?? 0),
    n: count(highest.n),
    excess: points(value),
    lower: points(lower),
    upper: points(upper),
  };
  const sentence = above.length > 0 ? t('trends.excess.some', values) : t('trends.excess.none', values);
  return `${sentence}${accuracySentence(last, last, words)}`;
}
