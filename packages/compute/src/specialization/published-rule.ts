import { formulaKey, type LeftDeepTerm, leftDeepToFormula } from '@strata/domain';
import type { Classifier } from './classify.ts';
import { type BaselineFormula, countFormulas, type DefaultFormula } from './default-formulas.ts';

/** Of the units, as many formulas are defaults, and as many leading pairs. */
const SHARE = 0.2;

export interface PublishedRuleOptions {
  /** Units of the untrained layer that were looked at. */
  readonly units: number;
  /** Names by concept position. */
  readonly conceptNames: readonly string[];
}

/**
 * The published code's rule, for its tables. With n units, default formulas are the ⌈0.2 · n⌉ that occur most often,
 * ranges counted; leading pairs are those of the formulas that occur more than once, from the most frequent down, until
 * there are as many. Ties go by the order met. It differs from `defaultFormulas` in all of that: there the fifth is of the
 * distinct formulas, by units, through no tie; pairs are those of default formulas; and what does not hold is not called
 * specialized.
 * Source: KRLGroup/Clustered-Compositional-Explanations, scripts/analyze_activations.py.
 */
export function publishedClassifier(
  baseline: readonly BaselineFormula[],
  { units, conceptNames }: PublishedRuleOptions,
): Classifier {
  const most = Math.ceil(SHARE * units);
  // A stable sort: what occurs as often stays in the order met.
  const sorted = countFormulas(baseline, conceptNames).sort((a, b) => b.ranges - a.ranges);
  const defaults = new Map(sorted.slice(0, most).map((formula) => [formula.key, formula]));
  const keyOf = (terms: readonly LeftDeepTerm[]): string => formulaKey(leftDeepToFormula(terms, conceptNames));
  const pairs = new Map<string, DefaultFormula>();
  for (const formula of sorted) {
    if (pairs.size === most || formula.ranges < 2) break;
    if (formula.terms.length < 2) continue;
    const pair = keyOf(formula.terms.slice(0, -1));
    if (!pairs.has(pair)) pairs.set(pair, formula);
  }
  return (terms) => {
    const same = defaults.get(keyOf(terms));
    if (same) return { specialization: 'UNSPECIALIZED', defaultFormula: same };
    const alike = terms.length < 2 ? undefined : pairs.get(keyOf(terms.slice(0, -1)));
    if (alike) return { specialization: 'WEAKLY_SPECIALIZED', defaultFormula: alike };
    return { specialization: 'SPECIALIZED', defaultFormula: null };
  };
}
