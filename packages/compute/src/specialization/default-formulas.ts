import { formulaKey, type LeftDeepTerm, leftDeepToFormula } from '@strata/domain';

/** A formula of an untrained network: of one unit and range. */
export interface BaselineFormula {
  /** Tells the networks that are pooled apart. Default 0. */
  readonly network?: number | undefined;
  readonly unit: number;
  readonly terms: readonly LeftDeepTerm[];
}

/** A formula that the search falls back to where a unit has learnt nothing. */
export interface DefaultFormula {
  /** The structural key: equal for formulas that differ only in writing. */
  readonly key: string;
  /** As first met. */
  readonly terms: readonly LeftDeepTerm[];
  /** Units that have it in at least one range, over all networks. */
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
 * The most frequent formulas over all units and ranges of the untrained networks pooled, most frequent first: of the n
 * distinct ones the first ⌈share · n⌉ by the number of units, then of ranges. No cut runs through a tie: those as frequent
 * as the first one left out are left out, too, which may leave none. None of none.
 * Source: Clustered Compositional Explanations, §5.
 */
export function defaultFormulas(
  baseline: readonly BaselineFormula[],
  { conceptNames, share = 0.2 }: DefaultFormulaOptions,
): DefaultFormula[] {
  const sorted = countFormulas(baseline, conceptNames).sort(
    (a, b) => b.units - a.units || b.ranges - a.ranges || (a.key < b.key ? -1 : 1),
  );
  const leftOut = sorted[Math.ceil(share * sorted.length)];
  if (!leftOut) return sorted;
  const { units, ranges } = leftOut;
  return sorted.filter((one) => one.units > units || (one.units === units && one.ranges > ranges));
}

/** Every formula once, in the order met. */
export function countFormulas(baseline: readonly BaselineFormula[], conceptNames: readonly string[]): DefaultFormula[] {
  const met = new Map<string, { terms: readonly LeftDeepTerm[]; units: Set<string>; ranges: number }>();
  const keys = new Map<readonly LeftDeepTerm[], string>();
  for (const { network = 0, unit, terms } of baseline) {
    // The same object is the same formula: a family has few formulas and many uses of them.
    const key = keys.get(terms) ?? formulaKey(leftDeepToFormula(terms, conceptNames));
    keys.set(terms, key);
    const formula = met.get(key) ?? { terms, units: new Set(), ranges: 0 };
    formula.units.add(`${network} ${unit}`);
    formula.ranges += 1;
    met.set(key, formula);
  }
  return [...met].map(([key, { terms, units, ranges }]) => ({ key, terms, units: units.size, ranges }));
}
