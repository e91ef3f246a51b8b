import { formulaKey, type LeftDeepTerm, leftDeepToFormula, type Specialization } from '@strata/domain';
import type { DefaultFormula } from './default-formulas.ts';

/** Says of a formula how specialized it is. */
export type Classifier = (terms: readonly LeftDeepTerm[]) => Specialization;

/**
 * Compares formulas with the default ones, by structure: UNSPECIALIZED is a default formula; WEAKLY_SPECIALIZED is
 * another whose leading pair (the formula without its last term) is that of a default formula; all others are
 * SPECIALIZED. A formula of fewer than three concepts has no leading pair. `conceptNames` are by concept position.
 */
export function classifier(defaults: readonly DefaultFormula[], conceptNames: readonly string[]): Classifier {
  const keyOf = (terms: readonly LeftDeepTerm[]): string => formulaKey(leftDeepToFormula(terms, conceptNames));
  const leadingKey = (terms: readonly LeftDeepTerm[]): string | null =>
    terms.length < 3 ? null : keyOf(terms.slice(0, -1));
  const keys = new Set(defaults.map(({ key }) => key));
  const leading = new Set(defaults.map(({ terms }) => leadingKey(terms)));
  return (terms) => {
    if (keys.has(keyOf(terms))) return 'UNSPECIALIZED';
    const pair = leadingKey(terms);
    return pair !== null && leading.has(pair) ? 'WEAKLY_SPECIALIZED' : 'SPECIALIZED';
  };
}
