import type { MetricSharesFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

/** Sample coverage beside what it is with the maps of other images, where that is known. */
export function sampleCoverageText(
  {
    sampleCoverage: own,
    shuffledSampleCoverage: shuffled,
  }: Pick<MetricSharesFragment, 'sampleCoverage' | 'shuffledSampleCoverage'>,
  { t, percent }: Words,
): string {
  if (own == null) return t('numbers.notMeasured');
  if (shuffled == null) return t('numbers.sampleCoverageAlone', { share: percent(own) });
  return t('numbers.sampleCoverageValue', { share: percent(own), shuffled: percent(shuffled) });
}
