import type { JudgementFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { judgementText } from './judgement-text';

interface JudgementMarkProps {
  readonly judgement: JudgementFragment['judgement'];
  readonly words: Words;
}

/** How an explanation was judged, wherever it stands; nothing where nobody has. Said in words, not by colour alone. */
export function JudgementMark({ judgement, words }: JudgementMarkProps) {
  if (!judgement) return null;
  return (
    <span className="judgement-mark" data-outcome={judgement.outcome} title={countsText(judgement, words)}>
      {judgementText(judgement, words)}
    </span>
  );
}

/** How many said what. */
export function countsText(judgement: NonNullable<JudgementFragment['judgement']>, { t }: Words): string {
  const { confirming, partly, rejecting, unsure } = judgement;
  return t('review.counts', { confirming, partly, rejecting, unsure });
}
