import type { ErrorRangeRow } from '@strata/db';
import type { Intervention as InterventionShape, ErrorRole as Role } from '@strata/domain';
import { builder } from './builder.ts';
import { present } from './present.ts';
import { Cluster } from './refs.ts';

const Intervention = builder.enumType('Intervention', {
  description: 'How a range was taken out of a layer’s maps.',
  values: {
    ZERO: { description: 'Its values were set to zero.' },
    MEAN: { description: 'Its values were set to the neuron’s mean on images that are named rightly.' },
  } satisfies Record<InterventionShape, unknown>,
});

/** What a range, or a concept, has to do with errors. */
export const ErrorRole = builder.enumType('ErrorRole', {
  description: 'What a range, or a concept, has to do with errors.',
  values: {
    CAUSE: {
      description:
        'Taking it out mends more errors than its control, over all ranges that were tried, and does more good than harm, on images that did not choose it.',
    },
    GOES_WITH: {
      description: 'It fires, or lies, on errors more than on successes of the same class; more is not known.',
    },
  } satisfies Record<Role, unknown>,
});

export const ErrorRange = builder.objectRef<ErrorRangeRow>('ErrorRange').implement({
  description:
    'A neuron’s range that fires on errors more than on successes, chosen by one half of the images and taken out of the other, beside a control: as much changed at random places of the same maps.',
  fields: (t) => ({
    cluster: t.field({
      type: Cluster,
      description: 'The range.',
      resolve: ({ clusterId }, _, { rows }) => present(rows.cluster.load(clusterId)),
    }),
    role: t.expose('role', { type: ErrorRole, description: 'What it has to do with errors.' }),
    intervention: t.expose('intervention', { type: Intervention, description: 'How it was taken out.' }),
    firesMore: t.exposeFloat('firesMore', {
      description: 'How likely an error has more of its map in the range than a success of its class, 0–1, ties half.',
    }),
    q: t.exposeFloat('q', { description: 'Of that by chance, adjusted over all ranges of the layer.' }),
    wrongCount: t.exposeInt('wrongCount', { description: 'Errors that it was taken out of.' }),
    mended: t.exposeInt('mended', { description: 'Those of them that came out right.' }),
    controlMended: t.exposeInt('controlMended', { description: 'The same with the control.' }),
    rightCount: t.exposeInt('rightCount', { description: 'Successes that it was taken out of.' }),
    broken: t.exposeInt('broken', { description: 'Those of them that came out wrong.' }),
    controlBroken: t.exposeInt('controlBroken', { description: 'The same with the control.' }),
    effect: t.exposeFloat('effect', { description: 'Share of errors mended beyond those that the control mends.' }),
    effectLower: t.exposeFloat('effectLower', { description: 'Lower end of its 95 % interval.' }),
    effectUpper: t.exposeFloat('effectUpper', { description: 'Upper end of it.' }),
    effectQ: t.exposeFloat('effectQ', {
      description: 'Of an effect by chance (sign test), adjusted over all ranges and ways that were tried.',
    }),
  }),
});
