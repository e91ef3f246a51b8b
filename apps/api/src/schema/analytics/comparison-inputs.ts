import type {
  ChoiceFilter,
  ComparedRangeStatus as ComparedRangeStatusShape,
  ComparedRangeWhere as ComparedRangeWhereShape,
  SkipReason,
  SpecializationChange as SpecializationChangeShape,
} from '@strata/db';
import { builder } from '../builder.ts';
import { orderOf } from '../inputs/order.ts';
import { FloatFilter, IntFilter, StringFilter } from '../inputs/refs.ts';

export const ComparedRangeStatus = builder.enumType('ComparedRangeStatus', {
  description: 'How a neuron’s range changed from one version to another.',
  values: {
    SAME: { description: 'Its formula has the same structure in both.' },
    CHANGED: { description: 'Its formula is another one.' },
    APPEARED: { description: 'It is explained after, but not before.' },
    DISAPPEARED: { description: 'It is explained before, but not after.' },
  } satisfies Record<ComparedRangeStatusShape, unknown>,
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
