import type { FormulaOperator, LeftDeepTerm } from '@strata/domain';

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

const OPERATOR_ORDER: readonly (FormulaOperator | null)[] = [null, 'OR', 'AND', 'AND NOT', 'OR NOT'];

/**
 * The order in which candidates are better: higher IoU (compared exactly, as fractions), then shorter, then lower
 * concept positions in order, then operators in the order OR, AND, AND NOT, OR NOT. Total: no two different formulas tie.
 */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return compareIou(a, b) || a.terms.length - b.terms.length || compareTerms(a.terms, b.terms);
}

/** Negative when a's IoU is higher. Products of pixel counts may pass 2^53, where BigInt decides. */
function compareIou(a: Candidate, b: Candidate): number {
  const left = a.intersection * b.union;
  const right = b.intersection * a.union;
  if (left <= Number.MAX_SAFE_INTEGER && right <= Number.MAX_SAFE_INTEGER) return right - left;
  const difference = BigInt(b.intersection) * BigInt(a.union) - BigInt(a.intersection) * BigInt(b.union);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function compareTerms(a: readonly LeftDeepTerm[], b: readonly LeftDeepTerm[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i]?.concept as number) - (b[i]?.concept as number);
    if (difference !== 0) return difference;
  }
  for (let i = 0; i < a.length; i += 1) {
    const left = OPERATOR_ORDER.indexOf(a[i]?.operator ?? null);
    const difference = left - OPERATOR_ORDER.indexOf(b[i]?.operator ?? null);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Equal for formulas that differ only in the order of a leading chain of one commutative operator: (b OR a) AND c and
 * (a OR b) AND c are one formula, which keeps one place in the beam.
 */
export function candidateKey({ terms }: Candidate): string {
  const [first, ...rest] = terms;
  const operator = rest[0]?.operator ?? null;
  let chain = 0;
  if (operator === 'OR' || operator === 'AND') while (rest[chain]?.operator === operator) chain += 1;
  const head = [first, ...rest.slice(0, chain)].map((term) => term?.concept as number).sort((a, b) => a - b);
  const tail = rest.slice(chain).map((term) => `${term.operator} ${term.concept}`);
  return `${operator ?? ''} ${head.join(',')} ${tail.join(' ')}`;
}
