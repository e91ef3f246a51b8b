import type { FormulaOperator, LeftDeepTerm } from '@strata/domain';
import { type Grammar, narrows, negates } from './grammar.ts';

/** A scored formula. */
export interface Candidate {
  readonly terms: readonly LeftDeepTerm[];
  /** |B ∩ F| in pixels. */
  readonly intersection: number;
  /** |F| in pixels. */
  readonly formulaPixels: number;
  /** |B ∪ F| in pixels. */
  readonly union: number;
}

/** Two counts of pixels whose quotient is an IoU. */
export type Overlap = Pick<Candidate, 'intersection' | 'union'>;

const OPERATOR_ORDER: readonly (FormulaOperator | null)[] = [null, 'OR', 'AND', 'AND NOT', 'OR NOT'];

/**
 * The order in which candidates are better: higher IoU (compared exactly, as fractions), then shorter, then lower
 * concept positions in order, then operators in the order OR, AND, AND NOT, OR NOT, a first concept that is not negated
 * before one that is. Total: no two different formulas tie.
 */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return compareIou(a, b) || a.terms.length - b.terms.length || compareTerms(a.terms, b.terms);
}

/**
 * Negative when a's IoU is higher; an empty union counts as 0. Division rounds correctly, so different quotients of
 * doubles decide; equal ones are compared as fractions, whose products may pass 2^53, where BigInt decides.
 */
export function compareIou(a: Overlap, b: Overlap): number {
  const quotients = iouOf(b) - iouOf(a);
  if (quotients !== 0) return quotients;
  const left = a.intersection * b.union;
  const right = b.intersection * a.union;
  if (left <= Number.MAX_SAFE_INTEGER && right <= Number.MAX_SAFE_INTEGER) return right - left;
  const difference = BigInt(b.intersection) * BigInt(a.union) - BigInt(a.intersection) * BigInt(b.union);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Intersection over union; 0 of two empty sets, by definition. */
export function iouOf({ intersection, union }: Overlap): number {
  return union === 0 ? 0 : intersection / union;
}

/** Negative when a's terms come first: concepts in order, then operators. The two are equally long. */
export function compareTerms(a: readonly LeftDeepTerm[], b: readonly LeftDeepTerm[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i]?.concept as number) - (b[i]?.concept as number);
    if (difference !== 0) return difference;
  }
  for (let i = 0; i < a.length; i += 1) {
    const difference = operatorPlace(a[i]) - operatorPlace(b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function operatorPlace(term: LeftDeepTerm | undefined): number {
  return term?.negatedFirst ? 1 : OPERATOR_ORDER.indexOf(term?.operator ?? null);
}

/**
 * Equal for formulas that differ only in the order of a leading chain of one commutative operator: (b OR a) AND c and
 * (a OR b) AND c are one formula, which keeps one place in the beam. In the full grammar the chain is one of literals:
 * NOT a AND b and b AND NOT a are one formula, too.
 */
export function candidateKey({ terms }: Pick<Candidate, 'terms'>, grammar: Grammar = 'paper'): string {
  return grammar === 'full' ? literalKey(terms) : paperKey(terms);
}

function paperKey([first, ...rest]: readonly LeftDeepTerm[]): string {
  const operator = rest[0]?.operator ?? null;
  let chain = 0;
  if (operator === 'OR' || operator === 'AND') while (rest[chain]?.operator === operator) chain += 1;
  const head = [first, ...rest.slice(0, chain)].map((term) => term?.concept as number).sort((a, b) => a - b);
  const tail = rest.slice(chain).map((term) => `${term.operator} ${term.concept}`);
  return `${operator ?? ''} ${head.join(',')} ${tail.join(' ')}`;
}

function literalKey(terms: readonly LeftDeepTerm[]): string {
  const narrowing = narrows(terms[1]?.operator ?? null);
  let chain = 1;
  while (chain < terms.length && narrows(terms[chain]?.operator ?? null) === narrowing) chain += 1;
  const head = terms
    .slice(0, chain)
    .map(({ operator, concept, negatedFirst }) => `${negatedFirst || negates(operator) ? '-' : ''}${concept}`)
    .sort();
  const tail = terms.slice(chain).map(({ operator, concept }) => `${operator} ${concept}`);
  return `${terms.length > 1 ? narrowing : ''} ${head.join(',')} ${tail.join(' ')}`;
}
