import type {
  ChoiceFilter,
  ConceptUseWhere as ConceptUseWhereShape,
  ConceptWhere as ConceptWhereShape,
  Direction,
  ExplanationWhere as ExplanationWhereShape,
  FormulaMatch as FormulaMatchShape,
  FormulaWhere as FormulaWhereShape,
  LayerWhere as LayerWhereShape,
  ModelVersionWhere as ModelVersionWhereShape,
  ModelWhere as ModelWhereShape,
  NumberFilter,
  RunStatus as RunStatusShape,
  RunWhere as RunWhereShape,
  StringFilter as StringFilterShape,
  UnitWhere as UnitWhereShape,
} from '@strata/db';
import type {
  Grade as GradeShape,
  Specialization as SpecializationShape,
  UnitOutcome as UnitOutcomeShape,
} from '@strata/domain';
import { builder } from '../builder.ts';

/* Filters refer to each other in circles, so their names come first. Their shapes are those that the store compiles. */
export const IntFilter = builder.inputRef<NumberFilter>('IntFilter');
export const FloatFilter = builder.inputRef<NumberFilter>('FloatFilter');
export const StringFilter = builder.inputRef<StringFilterShape>('StringFilter');
export const UnitOutcomeFilter = builder.inputRef<ChoiceFilter<UnitOutcomeShape>>('UnitOutcomeFilter');
export const SpecializationFilter = builder.inputRef<ChoiceFilter<SpecializationShape>>('SpecializationFilter');
export const GradeFilter = builder.inputRef<ChoiceFilter<GradeShape>>('GradeFilter');
export const RunStatusFilter = builder.inputRef<ChoiceFilter<RunStatusShape>>('RunStatusFilter');
export const ModelWhere = builder.inputRef<ModelWhereShape>('ModelWhere');
export const ModelVersionWhere = builder.inputRef<ModelVersionWhereShape>('ModelVersionWhere');
export const LayerWhere = builder.inputRef<LayerWhereShape>('LayerWhere');
export const UnitWhere = builder.inputRef<UnitWhereShape>('UnitWhere');
export const ExplanationWhere = builder.inputRef<ExplanationWhereShape>('ExplanationWhere');
export const ConceptUseWhere = builder.inputRef<ConceptUseWhereShape>('ConceptUseWhere');
export const FormulaMatch = builder.inputRef<FormulaMatchShape>('FormulaMatch');
export const FormulaWhere = builder.inputRef<FormulaWhereShape>('FormulaWhere');
export const ConceptWhere = builder.inputRef<ConceptWhereShape>('ConceptWhere');
export const RunWhere = builder.inputRef<RunWhereShape>('RunWhere');

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end of a list comes first.',
  values: {
    ASC: { description: 'The lowest first.' },
    DESC: { description: 'The highest first.' },
  } satisfies Record<Direction, unknown>,
});
