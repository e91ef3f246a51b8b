import type { Words } from '../../i18n/words';
import type { JudgeWords } from './judge-form';

/** The form's texts in the reader's language. */
export function judgeWords({ t }: Words): JudgeWords {
  return {
    question: t('review.question'),
    verdicts: {
      CONFIRM: t('review.verdict.CONFIRM'),
      PARTLY: t('review.verdict.PARTLY'),
      REJECT: t('review.verdict.REJECT'),
      UNSURE: t('review.verdict.UNSURE'),
    },
    keys: t('review.keys'),
    reason: t('review.reason'),
    betterName: t('review.betterName'),
    submit: t('review.submit'),
    sending: t('review.sending'),
    away: t('review.away'),
    choose: t('review.choose'),
    stored: {
      CONFIRM: t('review.stored', { verdict: t('review.verdict.CONFIRM') }),
      PARTLY: t('review.stored', { verdict: t('review.verdict.PARTLY') }),
      REJECT: t('review.stored', { verdict: t('review.verdict.REJECT') }),
      UNSURE: t('review.stored', { verdict: t('review.verdict.UNSURE') }),
    },
    others: {
      CONFIRMED: t('review.together', { outcome: t('review.outcome.CONFIRMED') }),
      PARTLY_CONFIRMED: t('review.together', { outcome: t('review.outcome.PARTLY_CONFIRMED') }),
      REJECTED: t('review.together', { outcome: t('review.outcome.REJECTED') }),
      DISPUTED: t('review.together', { outcome: t('review.outcome.DISPUTED') }),
      UNDECIDED: t('review.together', { outcome: t('review.outcome.UNDECIDED') }),
    },
  };
}
