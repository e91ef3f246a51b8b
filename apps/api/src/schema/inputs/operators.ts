import { Grade, RunStatus, Specialization, UnitOutcome } from './enums.ts';
import {
  FloatFilter,
  GradeFilter,
  IntFilter,
  RunStatusFilter,
  SpecializationFilter,
  StringFilter,
  UnitOutcomeFilter,
} from './refs.ts';

const TOGETHER =
  'Conditions side by side must all hold; one left out or null does not filter. A missing value fulfils none.';

IntFilter.implement({
  description: `Conditions on a whole number. ${TOGETHER}`,
  fields: (t) => ({
    eq: t.int({ description: 'Equal to this.' }),
    in: t.intList({ description: 'One of these, at most 100.' }),
    lt: t.int({ description: 'Less than this.' }),
    lte: t.int({ description: 'This or less.' }),
    gt: t.int({ description: 'More than this.' }),
    gte: t.int({ description: 'This or more.' }),
  }),
});

FloatFilter.implement({
  description: `Conditions on a number. ${TOGETHER}`,
  fields: (t) => ({
    eq: t.float({ description: 'Exactly this.' }),
    in: t.floatList({ description: 'Exactly one of these, at most 100.' }),
    lt: t.float({ description: 'Less than this.' }),
    lte: t.float({ description: 'This or less.' }),
    gt: t.float({ description: 'More than this.' }),
    gte: t.float({ description: 'This or more.' }),
  }),
});

StringFilter.implement({
  description: `Conditions on a text. ${TOGETHER}`,
  fields: (t) => ({
    eq: t.string({ description: 'Exactly this.' }),
    in: t.stringList({ description: 'Exactly one of these, at most 100.' }),
    startsWith: t.string({ description: 'Begins with this, in the same case.' }),
  }),
});

UnitOutcomeFilter.implement({
  description: `Conditions on the outcome for a neuron. ${TOGETHER}`,
  fields: (t) => ({
    eq: t.field({ type: UnitOutcome, description: 'This outcome.' }),
    in: t.field({ type: [UnitOutcome], description: 'One of these.' }),
  }),
});

SpecializationFilter.implement({
  description: `Conditions on how specialized a neuron’s range is. ${TOGETHER}`,
  fields: (t) => ({
    eq: t.field({ type: Specialization, description: 'This class.' }),
    in: t.field({ type: [Specialization], description: 'One of these.' }),
  }),
});

GradeFilter.implement({
  description: `Conditions on what an explanation is worth. ${TOGETHER}`,
  fields: (t) => ({
    eq: t.field({ type: Grade, description: 'This grade.' }),
    in: t.field({ type: [Grade], description: 'One of these.' }),
  }),
});

RunStatusFilter.implement({
  description: `Conditions on how far a run has come. ${TOGETHER}`,
  fields: (t) => ({
    eq: t.field({ type: RunStatus, description: 'This status.' }),
    in: t.field({ type: [RunStatus], description: 'One of these.' }),
  }),
});
