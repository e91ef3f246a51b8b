import type { LaneJudgementFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { JudgeForm } from './judge-form';
import { judgeWords } from './judge-words';
import { countsText, JudgementMark } from './judgement-mark';

interface LaneJudgementProps {
  readonly explanation: LaneJudgementFragment;
  /** Whose drafts are kept; null for who may not judge. */
  readonly reviewer: string | null;
  readonly words: Words;
}

/** How a range's explanation was judged, what the visitor said of it, and the form to say it. */
export function LaneJudgement({ explanation, reviewer, words }: LaneJudgementProps) {
  const { t } = words;
  const { id, judgement, ownVerdict } = explanation;
  return (
    <>
      {judgement && (
        <p className="lane-judgement">
          <JudgementMark judgement={judgement} words={words} /> {countsText(judgement, words)}
        </p>
      )}
      {ownVerdict && (
        <p className="lane-judgement">
          {ownVerdict.carriedOver
            ? t('review.ownCarried', {
                verdict: t(`review.verdict.${ownVerdict.verdict}`),
                version: ownVerdict.modelVersion.label,
              })
            : t('review.own', { verdict: t(`review.verdict.${ownVerdict.verdict}`) })}
        </p>
      )}
      {reviewer !== null && (
        <details className="fold lane-judge">
          <summary className="text-button">{ownVerdict ? t('review.judgeAgain') : t('review.judgeHere')}</summary>
          <JudgeForm reviewer={reviewer} explanation={id} words={judgeWords(words)} />
        </details>
      )}
    </>
  );
}
