/**
 * How many different formulas of a length there are over so many concepts, formulas that differ only in writing counted
 * once: of two concepts AND, OR and two AND NOT; of three the 23 of `THREE_CONCEPTS`.
 */
export function formulasOfLength(concepts: number, length: number): number {
  if (length === 1) return concepts;
  if (length === 2) return 2 * concepts * (concepts - 1);
  return (23 * concepts * (concepts - 1) * (concepts - 2)) / 6;
}

/** What the score of a slice is made of, for one number of units and of errors. */
export interface SliceObjective {
  /** Half the likelihood ratio of the 2×2 table; −∞ where errors are not more frequent inside than outside. */
  halfG(selected: number, errors: number): number;
  /** Half the likelihood ratio less the price of the choice among all formulas of that length. */
  score(selected: number, errors: number, length: number): number;
}

export interface ObjectiveOptions {
  readonly units: number;
  readonly errors: number;
  readonly concepts: number;
}

/**
 * G/2 − ln(number of formulas of that length): the gain in log-likelihood when slice and rest have error rates of their
 * own, less what the choice among so many costs. Source of G: B. Woolf, The log likelihood ratio test (1957).
 */
export function sliceObjective({ units, errors, concepts }: ObjectiveOptions): SliceObjective {
  const entropy = entropyTerms(units);
  const at = (count: number): number => entropy[count] as number;
  const whole = at(units) - at(errors) - at(units - errors);
  const prices = [0, 1, 2, 3].map((length) => Math.log(formulasOfLength(concepts, length)));
  const halfG = (selected: number, inside: number): number => {
    if (inside * units <= selected * errors) return Number.NEGATIVE_INFINITY;
    const rest = units - selected;
    const table = at(inside) + at(selected - inside) + at(errors - inside) + at(rest - errors + inside);
    return table - at(selected) - at(rest) + whole;
  };
  return { halfG, score: (selected, inside, length) => halfG(selected, inside) - (prices[length] as number) };
}

/** (count) count · ln(count), with 0 for none. */
function entropyTerms(count: number): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, i) => (i === 0 ? 0 : i * Math.log(i)));
}
