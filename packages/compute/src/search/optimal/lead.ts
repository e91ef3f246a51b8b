import type { Literal } from './literal.ts';
import type { LiteralRow, Measures } from './measures.ts';

/** What a formula begins with: V and P of a literal, or of two, and their row with every literal. */
export interface Lead {
  readonly value: number;
  readonly positive: number;
  readonly row: LiteralRow;
}

/** A literal as what a formula begins with. */
export function leadOf(measures: Measures, x: Literal): Lead {
  const { values, positives } = measures;
  return { value: values[x] as number, positive: positives[x] as number, row: measures.row(x) };
}
