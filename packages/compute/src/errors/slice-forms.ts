import type { FormulaOperator, LeftDeepTerm } from '@strata/domain';

/** A formula's shape over concepts a < b < c: in which order they stand, joined by which operators. */
export interface SliceForm {
  readonly order: readonly number[];
  readonly operators: readonly FormulaOperator[];
}

const form = (order: readonly number[], ...operators: FormulaOperator[]): SliceForm => ({ order, operators });

/** Formulas of one concept, and of two, each meaning written once. */
export const ONE_CONCEPT: readonly SliceForm[] = [form([0])];
export const TWO_CONCEPTS: readonly SliceForm[] = [
  form([0, 1], 'AND'),
  form([0, 1], 'OR'),
  form([0, 1], 'AND NOT'),
  form([1, 0], 'AND NOT'),
];

/** Left-deep formulas of three different concepts, each meaning written once; `countThree` counts them in this order. */
export const THREE_CONCEPTS: readonly SliceForm[] = [
  form([0, 1, 2], 'AND', 'AND'),
  form([0, 1, 2], 'AND', 'AND NOT'),
  form([0, 2, 1], 'AND', 'AND NOT'),
  form([1, 2, 0], 'AND', 'AND NOT'),
  form([0, 1, 2], 'AND NOT', 'AND NOT'),
  form([1, 0, 2], 'AND NOT', 'AND NOT'),
  form([2, 0, 1], 'AND NOT', 'AND NOT'),
  form([0, 1, 2], 'OR', 'OR'),
  form([0, 1, 2], 'AND', 'OR'),
  form([0, 2, 1], 'AND', 'OR'),
  form([1, 2, 0], 'AND', 'OR'),
  form([0, 1, 2], 'OR', 'AND'),
  form([0, 2, 1], 'OR', 'AND'),
  form([1, 2, 0], 'OR', 'AND'),
  form([0, 1, 2], 'OR', 'AND NOT'),
  form([0, 2, 1], 'OR', 'AND NOT'),
  form([1, 2, 0], 'OR', 'AND NOT'),
  form([0, 1, 2], 'AND NOT', 'OR'),
  form([0, 2, 1], 'AND NOT', 'OR'),
  form([1, 0, 2], 'AND NOT', 'OR'),
  form([1, 2, 0], 'AND NOT', 'OR'),
  form([2, 0, 1], 'AND NOT', 'OR'),
  form([2, 1, 0], 'AND NOT', 'OR'),
];

/**
 * (form) how many units each form of `THREE_CONCEPTS` selects, by inclusion and exclusion, written into `counts`.
 * `overlaps` has the units of a, b, c, of ab, ac, bc, and of abc.
 */
export function countThree(overlaps: Int32Array, counts: Int32Array): void {
  const a = overlaps[0] as number;
  const b = overlaps[1] as number;
  const c = overlaps[2] as number;
  const ab = overlaps[3] as number;
  const ac = overlaps[4] as number;
  const bc = overlaps[5] as number;
  const abc = overlaps[6] as number;
  const aOrBAndC = ac + bc - abc;
  const aOrCAndB = ab + bc - abc;
  const bOrCAndA = ab + ac - abc;
  counts[0] = abc;
  counts[1] = ab - abc;
  counts[2] = ac - abc;
  counts[3] = bc - abc;
  counts[4] = a - bOrCAndA;
  counts[5] = b - aOrCAndB;
  counts[6] = c - aOrBAndC;
  counts[7] = a + b + c - ab - aOrBAndC;
  counts[8] = c + ab - abc;
  counts[9] = b + ac - abc;
  counts[10] = a + bc - abc;
  counts[11] = aOrBAndC;
  counts[12] = aOrCAndB;
  counts[13] = bOrCAndA;
  counts[14] = a + b - ab - aOrBAndC;
  counts[15] = a + c - ac - aOrCAndB;
  counts[16] = b + c - bc - bOrCAndA;
  counts[17] = c + (a - ab) - (ac - abc);
  counts[18] = b + (a - ac) - (ab - abc);
  counts[19] = c + (b - ab) - (bc - abc);
  counts[20] = a + (b - bc) - (ab - abc);
  counts[21] = b + (c - ac) - (bc - abc);
  counts[22] = a + (c - bc) - (ac - abc);
}

/** The terms of a form over concepts in ascending order. */
export function formTerms({ order, operators }: SliceForm, concepts: readonly number[]): LeftDeepTerm[] {
  return order.map((role, at) => ({
    operator: at === 0 ? null : (operators[at - 1] as FormulaOperator),
    concept: concepts[role] as number,
  }));
}

const OPERATOR_ORDER: readonly (FormulaOperator | null)[] = [null, 'OR', 'AND', 'AND NOT', 'OR NOT'];

/** The order of formulas that score alike: the shorter one first, then lower concepts in order, then operators. */
export function compareTerms(one: readonly LeftDeepTerm[], other: readonly LeftDeepTerm[]): number {
  if (one.length !== other.length) return one.length - other.length;
  const concepts = firstDifference(one, other, (term) => term.concept);
  return concepts === 0 ? firstDifference(one, other, (term) => OPERATOR_ORDER.indexOf(term.operator)) : concepts;
}

function firstDifference(
  one: readonly LeftDeepTerm[],
  other: readonly LeftDeepTerm[],
  of: (term: LeftDeepTerm) => number,
): number {
  for (const [at, term] of one.entries()) {
    const difference = of(term) - of(other[at] as LeftDeepTerm);
    if (difference !== 0) return difference;
  }
  return 0;
}
