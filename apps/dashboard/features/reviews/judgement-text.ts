import type { JudgementFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

/** "rejected", "rejected (carried over)": the judgement of reviewers in a word, for a cell or a file. */
export function judgementText(judgement: NonNullable<JudgementFragment['judgement']>, { t }: Words): string {
  const { outcome, reviewers, carriedOver } = judgement;
  const text = t(`review.outcome.${outcome}`);
  return carriedOver === reviewers ? t('review.carriedOver', { outcome: text }) : text;
}
