import { pointOf, type TrendSeries, type TrendVersion } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { differBeyondChance, type ShareEstimate } from './share-difference';
import { accuracySentence, directionOf, extremeBetween, trendSentence } from './trend-sentence';

/** The finding of a trend: how specialized the highest range has become; without a baseline, how well it overlaps. */
export function trendHeadline(series: TrendSeries, words: Words): string {
  return specializationSentence(series, words) ?? trendSentence(series, words);
}

/** Versions whose highest range has been measured against the baseline, which itself is no finding. */
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
 * How the specialized share of the highest range changed from the first trained version to the newest, whether by more
 * than chance, an extreme between them, and the accuracy beside it. Where all of the change was made before the first
 * trained version, from the baseline on. Null without a trained version that was measured against a baseline.
 */
export function specializationSentence(series: TrendSeries, words: Words): string | null {
  const { t, percent } = words;
  const measured = measuredVersions(series).flatMap((version) => measuredAt(version, series.clusterCount));
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last) return null;
  const baseline = series.versions
    .filter(({ isBaseline }) => isBaseline)
    .flatMap((version) => measuredAt(version, series.clusterCount))[0];
  if (baseline && first !== last && differBeyondChance(baseline, first) && !differBeyondChance(first, last))
    return `${settled({ baseline, first, last }, words)}${accuracySentence(baseline.version, last.version, words)}`;
  const accuracy = accuracySentence(first.version, last.version, words);
  if (first === last)
    return `${t('trends.specialization.single', { version: last.version.label, share: percent(last.share) })}${accuracy}`;
  const middle = extremeBetween(
    measured.map(({ version, share }) => ({ version: version.label, value: share })),
    { words, write: percent },
  );
  return `${change({ first, last }, words)}${middle}${accuracy}`;
}

interface Measured extends ShareEstimate {
  readonly version: TrendVersion;
  readonly n: number;
}

function measuredAt(version: TrendVersion, clusterIndex: number): Measured[] {
  const point = pointOf(version, clusterIndex);
  return point?.specialization ? [{ version, n: point.n, ...point.specialization.specialized }] : [];
}

interface Settled {
  readonly baseline: Measured;
  readonly first: Measured;
  readonly last: Measured;
}

/** What changed between the baseline and the first trained version, and hardly since. */
function settled({ baseline, first, last }: Settled, { t, percent }: Words): string {
  const values = {
    baseline: baseline.version.label,
    from: first.version.label,
    to: last.version.label,
    base: percent(baseline.share),
    before: percent(first.share),
    after: percent(last.share),
  };
  return first.share > baseline.share
    ? t('trends.specialization.riseSettled', values)
    : t('trends.specialization.fallSettled', values);
}

function change({ first, last }: { first: Measured; last: Measured }, { t, percent, count }: Words): string {
  const values = {
    from: first.version.label,
    to: last.version.label,
    before: percent(first.share),
    after: percent(last.share),
    doubt: differBeyondChance(first, last) ? '' : t('trends.specialization.doubt', { n: count(last.n) }),
  };
  return {
    rise: () => t('trends.specialization.rise', values),
    fall: () => t('trends.specialization.fall', values),
    same: () => t('trends.specialization.same', values),
  }[directionOf(values.before, values.after, last.share - first.share)]();
}
