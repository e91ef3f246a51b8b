import type { LightColor as Color, Light as LightShape, LightReason as Reason } from '@strata/domain';
import { builder } from './builder.ts';

const LightColor = builder.enumType('LightColor', {
  description: 'Whether a checkpoint can be trusted, as a traffic light says it.',
  values: {
    GREEN: { description: 'Rules passed, explanations hold, and some range goes beyond untrained networks.' },
    YELLOW: { description: 'Something that green asks for is not known, or not so.' },
    RED: { description: 'The newest gate failed.' },
    GREY: { description: 'Nothing can be said.' },
  } satisfies Record<Color, object>,
});

const LightReason = builder.enumType('LightReason', {
  description: 'Why a light is what it is: the first that is so, doubts before praise.',
  values: {
    NOT_EXPLAINED: { description: 'No layer of it is explained.' },
    INCOMPLETE: { description: 'A layer is not explained to its end.' },
    UNTRAINED: { description: 'It is an untrained baseline.' },
    NOT_GRADED: { description: 'A layer has no evidence, so nothing is graded.' },
    GATE_FAILED: { description: 'The newest gate failed.' },
    GATE_UNDECIDED: { description: 'The newest gate could not judge.' },
    NOTHING_CLEAR: { description: 'No explanation holds on images that did not choose it.' },
    FEW_BASELINES: { description: 'Fewer than three untrained networks are explained to compare with.' },
    NOT_BEYOND_UNTRAINED: { description: 'No range is known to be specialized beyond untrained networks.' },
    NO_GATE: { description: 'All the rest is well, but no rules have decided about it.' },
    GATE_PASSED: { description: 'The newest gate passed, and all the rest is well.' },
  } satisfies Record<Reason, object>,
});

export const Light = builder.objectRef<LightShape>('Light').implement({
  description: 'Whether a checkpoint can be trusted, and why.',
  fields: (t) => ({
    color: t.expose('color', { type: LightColor, description: 'The light.' }),
    reason: t.expose('reason', { type: LightReason, description: 'Why.' }),
  }),
});
