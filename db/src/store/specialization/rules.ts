import type { Specialization } from '@strata/domain';

/** A formula's row. */
export interface FormulaRef {
  readonly formulaId: number;
  readonly text: string;
}

/** A formula at one unit and range. */
export interface FormulaUse extends FormulaRef {
  readonly unitIndex: number;
}

export interface DefaultFormulaRecord extends FormulaRef {
  /** Units that have it in at least one range. */
  readonly unitCount: number;
  /** Ranges that have it. */
  readonly rangeCount: number;
}

export interface FormulaClass {
  readonly formulaId: number;
  readonly specialization: Specialization;
  /** The default formula that it is, or whose leading pair it has; null when it is SPECIALIZED. */
  readonly defaultFormulaId: number | null;
}

/** What specialization means; the store only keeps what comes of it. Pure: the same rows give the same answer. */
export interface SpecializationRules {
  /** The default formulas of a baseline, the most frequent first. Uses come by unit, then range. */
  defaultFormulas(uses: readonly FormulaUse[]): readonly DefaultFormulaRecord[];
  /** The class of every formula. Default formulas come the most frequent first. */
  classify(formulas: readonly FormulaRef[], defaults: readonly DefaultFormulaRecord[]): readonly FormulaClass[];
}
