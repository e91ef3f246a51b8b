import type { LeftDeepTerm } from '@strata/domain';
import { narrows, negates } from '../search/grammar.ts';

/** Packed bits of the units that satisfy a left-deep formula over packed columns. */
export function selectUnits(columns: readonly Uint32Array[], terms: readonly LeftDeepTerm[]): Uint32Array {
  const [first, ...rest] = terms;
  const selected = (columns[first?.concept ?? 0] as Uint32Array).slice();
  for (const { operator, concept } of rest) {
    const column = columns[concept] as Uint32Array;
    for (const [word, bits] of column.entries()) {
      const joined = negates(operator) ? ~bits : bits;
      const before = selected[word] as number;
      selected[word] = narrows(operator) ? before & joined : before | joined;
    }
  }
  return selected;
}
