import type { TrendSeries, TrendVersion } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { measuredVersions } from './specialization-sentence';

/** Whether specialization rises with the range in the newest trained version; null when there is none. */
export function progressionSentence(series: TrendSeries, words: Words): string | null {
  const version = measuredVersions(series).at(-1);
  return version ? versionProgression(version, words) : null;
}

/**
 * Whether specialization rises with the range in a version beyond what it does in untrained networks (progressive
 * specialization), by the stored excess and verdict, which the command prints, too. Null with fewer than three untrained
 * networks, with fewer than two measured ranges, and of a baseline.
 */
export function versionProgression({ label, isBaseline, excess }: TrendVersion, words: Words): string | null {
  const { t, points, count } = words;
  if (isBaseline || !excess?.rise || !excess.rises) return null;
  const { lowest, highest, n, value, lower, upper } = excess.rise;
  const values = {
    ...{ version: shortened(label), lowest, highest, n: count(n), seeds: count(excess.seeds) },
    ...{ difference: points(value), lower: points(lower), upper: points(upper) },
  };
  if (excess.rises === 'YES') return t('trends.progression.rise', values);
  return excess.rises === 'NO' ? t('trends.progression.fall', values) : t('trends.progression.unclear', values);
}
