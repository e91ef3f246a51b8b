import type { LeftDeepTerm } from '@strata/domain';
import { candidateKey } from '../search/candidate.ts';
import { type Grammar, negates } from '../search/grammar.ts';

/** In how many folds what was found in all images is found again, in those without the fold. */
export interface Replication {
  /** The same formula, in whatever order a leading chain is written. */
  readonly formula: number;
  /** Its first two concepts with their operator, in front; all of it where it is shorter. */
  readonly leadingPair: number;
  /** One that selects nearly the same pixels: the two masks have an IoU of at least 0.8. */
  readonly alike: number;
  /** (term) its concept, negated or not as it is there, anywhere in the formula. */
  readonly terms: readonly number[];
}

/** Masks whose IoU is at least this select nearly the same pixels. */
const ALIKE = 0.8;

/** A fold's formula, and the IoU of its mask with that of the formula of all images. */
export interface FoldFormula {
  readonly terms: readonly LeftDeepTerm[];
  readonly maskIou: number;
}

/** Compares the formulas of the folds, null where one has none, with that of all images. */
export function replicationOf(
  found: readonly LeftDeepTerm[],
  folds: readonly (FoldFormula | null)[],
  grammar: Grammar,
): Replication {
  const keyOf = (terms: readonly LeftDeepTerm[]): string => candidateKey({ terms }, grammar);
  const again = folds.filter((fold) => fold !== null);
  // Most folds find the very formula: nothing is to be compared then.
  const others = again.filter(({ terms }) => terms !== found);
  const same = again.length - others.length;
  const [formula, pair] = others.length === 0 ? [] : [keyOf(found), keyOf(found.slice(0, 2))];
  const literals = others.map(({ terms }) => new Set(terms.map(literalOf)));
  return {
    formula: same + others.filter(({ terms }) => keyOf(terms) === formula).length,
    leadingPair: same + others.filter(({ terms }) => keyOf(terms.slice(0, 2)) === pair).length,
    alike: again.filter(({ maskIou }) => maskIou >= ALIKE).length,
    terms: found.map((term) => same + literals.filter((held) => held.has(literalOf(term))).length),
  };
}

function literalOf({ operator, concept, negatedFirst }: LeftDeepTerm): string {
  return `${negatedFirst || negates(operator) ? '-' : ''}${concept}`;
}
