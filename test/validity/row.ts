import { shareWithInterval } from '@strata/statistics';

/** How often a statement was wrong where the truth is known. */
export interface ValidityRow {
  /** What sentences name as their test. */
  readonly id: string;
  /** Whether there was nothing to find: then every statement is wrong. */
  readonly nothing: boolean;
  readonly what: string;
  readonly statement: string;
  readonly wrong: number;
  readonly of: number;
  /** Share of wrong statements, at most. */
  readonly reach: number;
}

/** One line of the table: counts, share, 95 % interval (Wilson), what is to be reached, and whether it is. */
export function printRow({ id, what, statement, wrong, of, reach }: ValidityRow): string {
  const { share, lower, upper } = shareWithInterval(wrong, of);
  const percent = (value: number): string => (100 * value).toFixed(1);
  const held = of > 0 && share <= reach ? 'yes' : 'no';
  return `| ${id} | ${what} | ${statement} | ${wrong} of ${of} | ${percent(share)} % (${percent(lower)}–${percent(upper)}) | ≤ ${percent(reach)} % | ${held} |`;
}
