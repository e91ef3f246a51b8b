import type { Judgement as JudgementShape, ReviewVerdict as ReviewVerdictShape } from '@strata/domain';
import { builder } from '../builder.ts';

export const ReviewVerdict = builder.enumType('ReviewVerdict', {
  description: 'What a person who looked at the evidence says of an explanation.',
  values: {
    CONFIRM: { description: 'The formula says what the images have in common where the neuron fires.' },
    PARTLY: { description: 'It says a part of it, or too much.' },
    REJECT: { description: 'It says something else.' },
    UNSURE: { description: 'The images do not tell.' },
  } satisfies Record<ReviewVerdictShape, unknown>,
});

export const JudgementOutcome = builder.enumType('JudgementOutcome', {
  description: 'What reviewers together say: the verdict of more than half of those who could tell.',
  values: {
    CONFIRMED: { description: 'More than half confirm it.' },
    PARTLY_CONFIRMED: { description: 'More than half confirm a part of it.' },
    REJECTED: { description: 'More than half reject it.' },
    DISPUTED: { description: 'No verdict is that of more than half.' },
    UNDECIDED: { description: 'Nobody could tell.' },
  } satisfies Record<JudgementShape, unknown>,
});
