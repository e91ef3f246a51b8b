import { ESTIMATE_JUDGED_MIN } from '@strata/domain';
import type { LayerReviewsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

/** What the judged ones say of all: the share that would be confirmed, or how many more it takes to say so. */
export function estimateSentence(
  estimate: NonNullable<LayerReviewsQuery['layer']>['reviewEstimate'],
  { t, percent, count }: Words,
): string {
  const judged = estimate?.judged ?? 0;
  if (!estimate || judged < Math.min(ESTIMATE_JUDGED_MIN, estimate.explanations))
    return t('review.estimate.few', { judged, missing: ESTIMATE_JUDGED_MIN - judged });
  const { explanations, share, lower, upper } = estimate;
  return t('review.estimate.share', {
    explanations: count(explanations),
    share: percent(share),
    lower: percent(lower),
    upper: percent(upper),
    judged: count(judged),
  });
}
