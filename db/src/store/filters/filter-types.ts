import type { Change, Grade, Specialization, UnitOutcome } from '@strata/domain';

/*
 * Plain filter objects. A condition left out or null does not filter. Conditions side by side must all hold. A missing
 * value (null in the table) fulfils no condition, so `not` lets it through. An empty `and` holds, an empty `or` or `in` does not.
 */

export interface NumberFilter {
  readonly eq?: number | null | undefined;
  readonly in?: readonly number[] | null | undefined;
  readonly lt?: number | null | undefined;
  readonly lte?: number | null | undefined;
  readonly gt?: number | null | undefined;
  readonly gte?: number | null | undefined;
}

export interface StringFilter {
  readonly eq?: string | null | undefined;
  readonly in?: readonly string[] | null | undefined;
  readonly startsWith?: string | null | undefined;
}

export interface ChoiceFilter<Choice extends string> {
  readonly eq?: Choice | null | undefined;
  readonly in?: readonly Choice[] | null | undefined;
}

/** What every filter can combine. */
export interface Logic<Where> {
  readonly and?: readonly Where[] | null | undefined;
  readonly or?: readonly Where[] | null | undefined;
  readonly not?: Where | null | undefined;
}

export interface ModelWhere extends Logic<ModelWhere> {
  readonly name?: StringFilter | null | undefined;
}

export interface ModelVersionWhere extends Logic<ModelVersionWhere> {
  readonly model?: ModelWhere | null | undefined;
  readonly label?: StringFilter | null | undefined;
  readonly sequence?: NumberFilter | null | undefined;
  readonly isBaseline?: boolean | null | undefined;
  readonly accuracy?: NumberFilter | null | undefined;
}

export interface LayerWhere extends Logic<LayerWhere> {
  readonly modelVersion?: ModelVersionWhere | null | undefined;
  readonly name?: StringFilter | null | undefined;
  readonly op?: StringFilter | null | undefined;
}

export interface UnitWhere extends Logic<UnitWhere> {
  readonly layer?: LayerWhere | null | undefined;
  readonly unitIndex?: NumberFilter | null | undefined;
  /** In the shown run. */
  readonly outcome?: ChoiceFilter<UnitOutcome> | null | undefined;
  /** Has such an explanation in the shown run. */
  readonly explanation?: ExplanationWhere | null | undefined;
}

export interface ConceptUseWhere {
  readonly name?: StringFilter | null | undefined;
  /** By its name, its name in any language, or a synonym. */
  readonly called?: StringFilter | null | undefined;
  readonly category?: StringFilter | null | undefined;
  readonly negated?: boolean | null | undefined;
}

/** In the formula language; all that are given must hold. Where patterns are taken, `*` is any concept. */
export interface FormulaMatch {
  /** A pattern: the same structure. */
  readonly matches?: string | null | undefined;
  /** A pattern: stands in the formula as a part of one of its chains. */
  readonly contains?: string | null | undefined;
  /** A formula: holds on the same concept sets. */
  readonly equivalent?: string | null | undefined;
}

export interface ExplanationWhere extends Logic<ExplanationWhere> {
  readonly unit?: UnitWhere | null | undefined;
  readonly layer?: LayerWhere | null | undefined;
  readonly modelVersion?: ModelVersionWhere | null | undefined;
  readonly clusterIndex?: NumberFilter | null | undefined;
  readonly iou?: NumberFilter | null | undefined;
  readonly lift?: NumberFilter | null | undefined;
  readonly chance?: NumberFilter | null | undefined;
  readonly length?: NumberFilter | null | undefined;
  readonly specialization?: ChoiceFilter<Specialization> | null | undefined;
  readonly grade?: ChoiceFilter<Grade> | null | undefined;
  readonly timesShuffled?: NumberFilter | null | undefined;
  readonly concept?: ConceptUseWhere | null | undefined;
  readonly formula?: FormulaMatch | null | undefined;
}

export interface FormulaWhere extends Logic<FormulaWhere> {
  readonly concept?: ConceptUseWhere | null | undefined;
  readonly length?: NumberFilter | null | undefined;
  readonly text?: StringFilter | null | undefined;
  readonly formula?: FormulaMatch | null | undefined;
}

export interface ConceptWhere extends Logic<ConceptWhere> {
  readonly name?: StringFilter | null | undefined;
  /** By its name, its name in any language, or a synonym. */
  readonly called?: StringFilter | null | undefined;
  readonly category?: StringFilter | null | undefined;
  readonly pixelShare?: NumberFilter | null | undefined;
}

export type RunStatus = 'RUNNING' | 'COMPLETED' | 'FAILED' | 'INTERRUPTED';

export interface RunWhere extends Logic<RunWhere> {
  readonly status?: ChoiceFilter<RunStatus> | null | undefined;
  readonly layer?: LayerWhere | null | undefined;
}

/** What became of a range from one version to another. */
export type ComparedRangeStatus = 'SAME' | 'CHANGED' | 'APPEARED' | 'DISAPPEARED';
export type SpecializationChange = 'NEWLY_SPECIALIZED' | 'LOST_SPECIALIZATION';

export interface ComparedRangeWhere extends Logic<ComparedRangeWhere> {
  readonly layer?: StringFilter | null | undefined;
  readonly unitIndex?: NumberFilter | null | undefined;
  readonly clusterIndex?: NumberFilter | null | undefined;
  readonly status?: ChoiceFilter<ComparedRangeStatus> | null | undefined;
  readonly change?: ChoiceFilter<Change> | null | undefined;
  readonly meaningChanged?: boolean | null | undefined;
  readonly kept?: NumberFilter | null | undefined;
  readonly similarity?: NumberFilter | null | undefined;
  readonly specializationChange?: ChoiceFilter<SpecializationChange> | null | undefined;
  readonly deltaIou?: NumberFilter | null | undefined;
}

export interface KnownConceptWhere extends Logic<KnownConceptWhere> {
  readonly name?: StringFilter | null | undefined;
  readonly category?: StringFilter | null | undefined;
  readonly positive?: NumberFilter | null | undefined;
  readonly negated?: NumberFilter | null | undefined;
  readonly bestIou?: NumberFilter | null | undefined;
}
