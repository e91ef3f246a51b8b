import { formulaKey, type LeftDeepTerm, leftDeepToFormula } from '@strata/domain';

/** A formula of the baseline: of one unit and range. */
export interface BaselineFormula {
  readonly unit: number;
  readonly terms: readonly LeftDeepTerm[];
}

/** A formula that the search falls back to where a unit has learnt nothing. */
export interface DefaultFormula {
  /** The structural key: equal for formulas that differ only in writing. */
  readonly key: string;
  /** As first met. */
  readonly terms: readonly LeftDeepTerm[];
  /** Units that have it in at least one range. */
  readonly units: number;
  /** Ranges that have it. */
  readonly ranges: number;
}

export interface DefaultFormulaOptions {
  /** Names by concept position. */
  readonly conceptNames: readonly string[];
  /** Share of the distinct formulas that are defaults, 0–1. Default 0.2. */
  readonly share?: number;
}

/**
 * The most frequent formulas over all units and ranges of a baseline layer, most frequent first: of the n distinct ones
 * the first ⌈share · n⌉ by the number of units, then of ranges, then by key. None of none.
 * Source: Clustered Compositional Explanations, §5.
 */
export function defaultFormulas(
  baseline: readonly BaselineFormula[],
  { conceptNames, share = 0.2 }: DefaultFormulaOptions,
): DefaultFormula[] {
  const met = new Map<string, { terms: readonly LeftDeepTerm[]; units: Set<number>; ranges: number }>();
  for (const { unit, terms } of baseline) {
    const key = formulaKey(leftDeepToFormula(terms, conceptNames));
    const formula = met.get(key) ?? { terms, units: new Set(), ranges: 0 };
    formula.units.add(unit);
    formula.ranges += 1;
    met.set(key, formula);
  }
  return [...met]
    .map(([key, { terms, units, ranges }]) => ({ key, terms, units: units.size, ranges }))
    .sort((a, b) => b.units - a.units || b.ranges - a.ranges || (a.key < b.key ? -1 : 1))
    .slice(0, Math.ceil(share * met.size));
}
