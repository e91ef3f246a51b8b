import type { RunRow } from '@strata/db';
import { builder } from './builder.ts';

const ZeroRuleKind = builder.enumType('ZeroRuleKind', {
  description: 'How it is decided whether exact zeros stand on their own.',
  values: {
    LAYER_SHARE: { description: 'Where at least a share of all values of the layer are exactly 0 (--off-share).' },
    NEVER: { description: 'Never: zeros are values like any other (--off-share never).' },
    UNIT: { description: 'For each neuron by its least activation, as in runs before --off-share.' },
  },
});

export const ZeroRule = builder.objectRef<RunRow>('ZeroRule').implement({
  description: 'How a run treats activations that are exactly 0. Runs of different rules are not compared.',
  fields: (t) => ({
    kind: t.field({
      type: ZeroRuleKind,
      description: 'How it is decided.',
      resolve: ({ zerosOff, offShare }) => {
        if (zerosOff === null) return 'UNIT';
        return offShare === null ? 'NEVER' : 'LAYER_SHARE';
      },
    }),
    offShare: t.exposeFloat('offShare', {
      nullable: true,
      description: 'With LAYER_SHARE, the share of zeros from which on they stand on their own, above 0 and up to 1.',
    }),
    zerosOff: t.exposeBoolean('zerosOff', {
      nullable: true,
      description: 'Whether the layer’s zeros stand on their own, as range 0 (off); null with UNIT.',
    }),
    zeroShare: t.float({
      nullable: true,
      description:
        'The share of the layer’s values that are exactly 0, over all its neurons; null when it was not counted.',
      resolve: ({ zeroCount, valueCount }) => (zeroCount === null || !valueCount ? null : zeroCount / valueCount),
    }),
  }),
});
