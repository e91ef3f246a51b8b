import type { Formula } from '../formula/ast.ts';
import { conceptsOf, evaluateFormula } from '../formula/inspect.ts';

/** Formulas of more different concepts are not decided: the table doubles with each. */
export const TRUTH_CONCEPTS_MAX = 10;

/**
 * What a formula says, whatever its structure: equal for two formulas exactly when they hold on the same concept sets.
 * It names the concepts that matter, sorted, and whether the formula holds on each of their subsets. A concept that makes
 * no difference does not matter: `a OR (a AND b)` says a. Null beyond TRUTH_CONCEPTS_MAX different concepts.
 */
export function truthKey(formula: Formula): string | null {
  const names = [...new Set(conceptsOf(formula).map(({ name }) => name))].sort();
  if (names.length > TRUTH_CONCEPTS_MAX) return null;
  const places = new Map(names.map((name, place) => [name, place]));
  const holds = (subset: number) => evaluateFormula(formula, (name) => ((subset >> (places.get(name) ?? 0)) & 1) === 1);
  const table = Array.from({ length: 1 << names.length }, (_, subset) => holds(subset));
  const matters = names.flatMap((_, place) =>
    table.some((value, subset) => value !== table[subset ^ (1 << place)]) ? [place] : [],
  );
  const bits = Array.from({ length: 1 << matters.length }, (_, subset) => {
    const spread = matters.reduce((sum, place, at) => sum | (((subset >> at) & 1) << place), 0);
    return table[spread] ? '1' : '0';
  });
  return `${JSON.stringify(matters.map((place) => names[place]))} ${bits.join('')}`;
}
