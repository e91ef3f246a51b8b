import type { RunStatus as RunStatusShape } from '@strata/db';
import type {
  Grade as GradeShape,
  Grounding as GroundingShape,
  RangeOutcome as RangeOutcomeShape,
  Specialization as SpecializationShape,
  UnitOutcome as UnitOutcomeShape,
} from '@strata/domain';
import { builder } from '../builder.ts';

export const UnitOutcome = builder.enumType('UnitOutcome', {
  description: 'What came of a neuron.',
  values: {
    EXPLAINED: { description: 'Its ranges were found and explained.' },
    FEW_VALUES: { description: 'It takes fewer different values than ranges were asked for, so it has fewer ranges.' },
    CONSTANT: { description: 'It always takes the same value: it has no ranges.' },
    DEAD: { description: 'It is always zero: it has no ranges.' },
    NON_FINITE: { description: 'It takes values that are no numbers, or infinite: it has no ranges.' },
  } satisfies Record<UnitOutcomeShape, unknown>,
});

export const RangeOutcome = builder.enumType('RangeOutcome', {
  description: 'What came of a neuron’s activation range.',
  values: {
    EXPLAINED: { description: 'A formula was found that overlaps with where the neuron fires in it.' },
    NOTHING_NAMED: { description: 'The neuron fires in it, but nothing named lies there: no formula overlaps.' },
    EMPTY: { description: 'The neuron nowhere fires in it.' },
  } satisfies Record<RangeOutcomeShape, unknown>,
});

export const Specialization = builder.enumType('Specialization', {
  description:
    'How the formula of a neuron’s range compares with the default formulas, those most frequent in the same layer of untrained networks.',
  values: {
    UNSPECIALIZED: { description: 'Its formula is a default formula: what an untrained network shows as well.' },
    WEAKLY_SPECIALIZED: {
      description: 'Its formula is another, but begins with the same pair of concepts as a default formula.',
    },
    NOT_NAMEABLE: {
      description:
        'Its formula is unlike all default formulas, but does not hold (grade UNCLEAR or NONE), or nothing is named there: learnt, but not nameable with these concepts.',
    },
    SPECIALIZED: {
      description:
        'Its formula is unlike all default formulas, and holds as far as that is known. Of untrained networks, too, a share is: only the excess over it was learnt.',
    },
  } satisfies Record<SpecializationShape, unknown>,
});

export const Grounding = builder.enumType('Grounding', {
  description: 'How the pixels of a concept are known, the surest first.',
  values: {
    MASKS: { description: 'By masks that people or tools drew.' },
    COMPUTED: { description: 'Computed from pixels and masks by a stated rule.' },
    BOXES: { description: 'By masks for some objects at the most: others are known by boxes around them.' },
    WHOLE_IMAGES: { description: 'By labels of whole images: where in the image it is, is not known.' },
  } satisfies Record<GroundingShape, unknown>,
});

export const Grade = builder.enumType('Grade', {
  description: 'What an explanation is worth: how far it holds on images that did not choose it.',
  values: {
    CLEAR: {
      description:
        'It holds on held-out images better than on shuffled ones, keeps most of its overlap there, is found again without them, and rests on enough images: the neuron responds to it.',
    },
    PARTLY: { description: 'It holds on held-out images, but not in all of that: the neuron overlaps best with it.' },
    UNCLEAR: { description: 'It may hold, or keeps little of its overlap.' },
    NONE: { description: 'It overlaps no better than with the labels of other images: nothing nameable.' },
  } satisfies Record<GradeShape, unknown>,
});

export const RunStatus = builder.enumType('RunStatus', {
  description: 'How far a run has come.',
  values: {
    RUNNING: { description: 'Neurons are being explained.' },
    COMPLETED: { description: 'All neurons asked for are explained.' },
    FAILED: { description: 'It ended with an error; starting it again resumes it.' },
    INTERRUPTED: { description: 'Someone stopped it; starting it again resumes it.' },
  } satisfies Record<RunStatusShape, unknown>,
});

export const ModelSource = builder.enumType('ModelSource', {
  description: 'Where a model version’s activations come from.',
  values: {
    ONNX: { description: 'From running the network, an ONNX file.' },
    ACTIVATIONS: { description: 'From a file of activations made elsewhere.' },
  },
});
