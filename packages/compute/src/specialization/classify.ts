import { formulaKey, type Grade, type LeftDeepTerm, leftDeepToFormula, type Specialization } from '@strata/domain';
import type { DefaultFormula } from './default-formulas.ts';

/** How specialized a formula is, and why. */
export interface Classified {
  readonly specialization: Specialization;
  /** The default formula it is, or the most frequent one whose leading pair it has; null when it is neither. */
  readonly defaultFormula: DefaultFormula | null;
}

/** Says of an explanation how specialized it is; without a grade (null) whether it holds is not known, and not asked. */
export type Classifier = (terms: readonly LeftDeepTerm[], grade?: Grade | null) => Classified;

/**
 * Compares formulas with the default ones, by structure: UNSPECIALIZED is a default formula; WEAKLY_SPECIALIZED is
 * another whose leading pair (the formula without its last term) is that of a default formula; of all others those are
 * SPECIALIZED whose explanation holds, and NOT_NAMEABLE those that are graded UNCLEAR or NONE. A formula of fewer than
 * three concepts has no leading pair. `conceptNames` are by concept position.
 */
export function classifier(defaults: readonly DefaultFormula[], conceptNames: readonly string[]): Classifier {
  const keyOf = (terms: readonly LeftDeepTerm[]): string => formulaKey(leftDeepToFormula(terms, conceptNames));
  const byKey = new Map(defaults.map((formula) => [formula.key, formula]));
  const byPair = new Map<string, DefaultFormula>();
  for (const formula of defaults) {
    if (formula.terms.length < 3) continue;
    const pair = keyOf(formula.terms.slice(0, -1));
    if (!byPair.has(pair)) byPair.set(pair, formula);
  }
  const reasonFor = (terms: readonly LeftDeepTerm[]): Classified | null => {
    const same = byKey.get(keyOf(terms));
    if (same) return { specialization: 'UNSPECIALIZED', defaultFormula: same };
    const alike = terms.length < 3 ? undefined : byPair.get(keyOf(terms.slice(0, -1)));
    return alike ? { specialization: 'WEAKLY_SPECIALIZED', defaultFormula: alike } : null;
  };
  // The same object is the same formula.
  const known = new Map<readonly LeftDeepTerm[], Classified | null>();
  return (terms, grade = null) => {
    let reason = known.get(terms);
    if (reason === undefined) {
      reason = reasonFor(terms);
      known.set(terms, reason);
    }
    if (reason) return reason;
    const holds = grade !== 'UNCLEAR' && grade !== 'NONE';
    return { specialization: holds ? 'SPECIALIZED' : 'NOT_NAMEABLE', defaultFormula: null };
  };
}
