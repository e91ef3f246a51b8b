import type {
  ChoiceFilter,
  ComparedRangeStatus as ComparedRangeStatusShape,
  ComparedRangeWhere as ComparedRangeWhereShape,
  SkipReason,
  SpecializationChange as SpecializationChangeShape,
} from '@strata/db';
import type { Change } from '@strata/domain';
import { builder } from '../builder.ts';
import { orderOf } from '../inputs/order.ts';
import { FloatFilter, IntFilter, StringFilter } from '../inputs/refs.ts';

export const ComparedRangeStatus = builder.enumType('ComparedRangeStatus', {
  description: 'How a neuron’s range changed from one version to another.',
  values: {
    SAME: {
      description: 'Its formula has the same structure in both: it has the same text, but for the order of a chain.',
    },
    CHANGED: { description: 'Its formula is another one; what has become of the meaning is in `change`.' },
    APPEARED: { description: 'It is explained after, but not before.' },
    DISAPPEARED: { description: 'It is explained before, but not after.' },
  } satisfies Record<ComparedRangeStatusShape, unknown>,
});

export const MeaningChange = builder.enumType('MeaningChange', {
  description:
    'What has become of the meaning of a neuron’s range from one version to another: judged by what formulas cover, not by their text.',
  values: {
    SAME: {
      description:
        'The earlier formula overlaps at least 95 % as well as the later one with where the neuron fires after.',
    },
    REWORDED: { description: 'Both formulas cover much the same: at least 80 % of what either covers.' },
    SHIFTED: { description: 'A part is left: both cover at least 20 % of what either covers.' },
    NEW_MEANING: { description: 'Hardly anything is left: both cover less than 20 % of what either covers.' },
  } satisfies Record<Change, unknown>,
});

export const Pairing = builder.enumType('Pairing', {
  description: 'What of two versions is compared.',
  values: {
    UNITS: { description: 'They belong to one training run, so each neuron is compared with the one of its number.' },
    DISTRIBUTIONS: {
      description:
        'They belong to different training runs, in which equal numbers mean nothing: only how often formulas and concepts are used is compared.',
    },
  } satisfies Record<PairingShape, unknown>,
});

export const SpecializationChange = builder.enumType('SpecializationChange', {
  description: 'How a neuron’s range has crossed the line to SPECIALIZED from one version to another.',
  values: {
    NEWLY_SPECIALIZED: { description: 'It is SPECIALIZED after and of another class before.' },
    LOST_SPECIALIZATION: { description: 'It is SPECIALIZED before and of another class after.' },
  } satisfies Record<SpecializationChangeShape, unknown>,
});

export const SkippedLayerReason = builder.enumType('SkippedLayerReason', {
  description: 'Why a layer cannot be compared.',
  values: {
    ONLY_BEFORE: { description: 'Only the earlier version has it.' },
    ONLY_AFTER: { description: 'Only the later version has it.' },
    MIXED_ZERO_RULES: {
      description:
        'Their newest completed runs left zeros out by different rules (--off-share), so that their ranges do not mean the same.',
    },
    NO_EQUAL_RUNS: { description: 'The versions have no completed runs of it with equal settings.' },
  } satisfies Record<SkipReason, unknown>,
});

export type PairingShape = 'UNITS' | 'DISTRIBUTIONS';

const TOGETHER = 'Conditions side by side must all hold; one left out or null does not filter.';

const StatusFilter = builder.inputRef<ChoiceFilter<ComparedRangeStatusShape>>('ComparedRangeStatusFilter').implement({
  description: `Conditions on how a range changed. ${TOGETHER}`,
  fields: (t) => ({
    eq: t.field({ type: ComparedRangeStatus, description: 'This.' }),
    in: t.field({ type: [ComparedRangeStatus], description: 'One of these.' }),
  }),
});

const ChangeFilter = builder.inputRef<ChoiceFilter<SpecializationChangeShape>>('SpecializationChangeFilter').implement({
  description: `Conditions on how a range’s specialization has changed. ${TOGETHER} A range that has not crossed the line fulfils none.`,
  fields: (t) => ({
    eq: t.field({ type: SpecializationChange, description: 'This.' }),
    in: t.field({ type: [SpecializationChange], description: 'One of these.' }),
  }),
});

const MeaningFilter = builder.inputRef<ChoiceFilter<Change>>('MeaningChangeFilter').implement({
  description: `Conditions on what has become of a range’s meaning. ${TOGETHER} A range for which that is not computed fulfils none.`,
  fields: (t) => ({
    eq: t.field({ type: MeaningChange, description: 'This.' }),
    in: t.field({ type: [MeaningChange], description: 'One of these.' }),
  }),
});

export const ComparedRangeWhere = builder.inputRef<ComparedRangeWhereShape>('ComparedRangeWhere');
ComparedRangeWhere.implement({
  description: `Which compared ranges. ${TOGETHER}`,
  fields: (t) => ({
    and: t.field({ type: [ComparedRangeWhere], description: 'All of these hold, at most 20.' }),
    or: t.field({ type: [ComparedRangeWhere], description: 'At least one of these holds, at most 20.' }),
    not: t.field({ type: ComparedRangeWhere, description: 'This does not hold.' }),
    layer: t.field({ type: StringFilter, description: 'The layer’s name.' }),
    unitIndex: t.field({ type: IntFilter, description: 'The neuron’s number in its layer, from 0.' }),
    clusterIndex: t.field({ type: IntFilter, description: 'The activation range’s number; 1 is the weakest.' }),
    status: t.field({ type: StatusFilter, description: 'How it changed.' }),
    change: t.field({ type: MeaningFilter, description: 'What has become of its meaning.' }),
    meaningChanged: t.boolean({ description: 'Its meaning has surely changed, or not.' }),
    kept: t.field({
      type: FloatFilter,
      description: 'Overlap (IoU) of the earlier formula with where the neuron fires after.',
    }),
    similarity: t.field({ type: FloatFilter, description: 'What both formulas cover, of what either covers, 0–1.' }),
    specializationChange: t.field({
      type: ChangeFilter,
      description: 'Whether it became specialized, or ceased to be.',
    }),
    deltaIou: t.field({ type: FloatFilter, description: 'Overlap (IoU) after, minus overlap before.' }),
  }),
});

export const ComparedRangeOrder = orderOf('ComparedRange', {
  rows: 'compared ranges',
  fields: {
    IOU_CHANGE: 'By how far the overlap (IoU) moved, whichever way.',
    DELTA_IOU: 'By overlap after less overlap before: ascending, the greatest loss first.',
    UNIT_INDEX: 'By the neuron’s number in its layer.',
  },
});
