import type { Grade, Specialization } from '@strata/domain';

/** A formula's row. */
export interface FormulaRef {
  readonly formulaId: number;
  readonly text: string;
}

/** A formula at one unit and range of an untrained network. */
export interface FormulaUse extends FormulaRef {
  /** Tells the networks that are pooled apart, from 0. */
  readonly network: number;
  readonly unitIndex: number;
}

/** A formula that is to be classified, with what it is worth; null where that was not computed. */
export interface GradedFormulaUse extends FormulaRef {
  readonly grade: Grade | null;
}

export interface DefaultFormulaRecord extends FormulaRef {
  /** Units that have it in at least one range, over all networks. */
  readonly unitCount: number;
  /** Ranges that have it. */
  readonly rangeCount: number;
}

export interface FormulaClass {
  readonly formulaId: number;
  readonly specialization: Specialization;
  /** The default formula that it is, or whose leading pair it has; null when it is neither. */
  readonly defaultFormulaId: number | null;
}

/** What specialization means; the store only keeps what comes of it. Pure: the same rows give the same answer. */
export interface SpecializationRules {
  /** The default formulas of untrained networks, the most frequent first. Uses come by network, unit and range. */
  defaultFormulas(uses: readonly FormulaUse[]): readonly DefaultFormulaRecord[];
  /** The class of each use, in their order. Default formulas come the most frequent first. */
  classify(uses: readonly GradedFormulaUse[], defaults: readonly DefaultFormulaRecord[]): readonly FormulaClass[];
}
