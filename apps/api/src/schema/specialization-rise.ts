import type { RiseRow } from '@strata/db';
import { isAbove, type Verdict as VerdictShape } from '@strata/statistics';
import { builder } from './builder.ts';
import { Run } from './refs.ts';

/** A judgement by an interval. */
export const Verdict = builder.enumType('Verdict', {
  description: 'Whether something is so, judged by a whole 95 % interval.',
  values: {
    YES: { description: 'It is: the interval leaves out that it is not.' },
    NO: { description: 'The opposite is.' },
    UNCLEAR: { description: 'Chance could have made it.' },
  } satisfies Record<VerdictShape, unknown>,
});

const SpecializationRise = builder.objectRef<RiseRow>('SpecializationRise').implement({
  description:
    'How the share of SPECIALIZED explanations rises from the weakest range to the strongest, over the neurons that have both. It rises in untrained networks, too: what training made of it is in `excess`.',
  fields: (t) => ({
    lowest: t.exposeInt('lowest', { description: 'The weakest range’s number.' }),
    highest: t.exposeInt('highest', { description: 'The strongest range’s number.' }),
    n: t.exposeInt('n', { description: 'How many neurons are explained in both ranges.' }),
    difference: t.exposeFloat('difference', {
      description: 'The share of the strongest range less that of the weakest, −1 to 1.',
    }),
    lower: t.exposeFloat('lower', {
      description:
        'Lower end of its interval at 95 %: that of paired shares (Newcombe 1998, method 10), as the same neurons are in both ranges.',
    }),
    upper: t.exposeFloat('upper', { description: 'Upper end of that interval.' }),
    rises: t.field({
      type: Verdict,
      description: 'Whether it rises.',
      resolve: (rise) => isAbove(rise, 0),
    }),
  }),
});

builder.objectField(Run, 'specializationRise', (t) =>
  t.field({
    type: SpecializationRise,
    nullable: true,
    description:
      'How the specialized share rises with the range, untrained networks not taken off; null before the run is compared with a baseline, and when no neuron has two ranges.',
    resolve: ({ id }, _, { rows }) => rows.rise.load(id),
  }),
);
