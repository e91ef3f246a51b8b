import { StrataError } from './strata-error.ts';

/** What is wrong with a formula's text, for those who say it in their own words. */
export const FORMULA_PROBLEMS = [
  ...(['TERM_EXPECTED', 'OPERATOR_EXPECTED', 'BRACKET_OPEN', 'QUOTE_OPEN', 'NAME_EMPTY'] as const),
  ...(['TOO_LONG', 'TOO_MANY_CONCEPTS', 'TOO_DEEP'] as const),
] as const;
export type FormulaProblem = (typeof FORMULA_PROBLEMS)[number];

export interface FormulaProblemDetail {
  readonly problem: FormulaProblem;
  /** What stands there instead, as written; null: the end, or nothing that could be named. */
  readonly found?: string | null;
  /** The limit that is passed; null: none is. */
  readonly limit?: number | null;
}

/** A formula's text that does not follow the language. `column` counts from 1. */
export class FormulaSyntaxError extends StrataError {
  readonly column: number;
  readonly problem: FormulaProblem;
  readonly found: string | null;
  readonly limit: number | null;

  constructor(message: string, column: number, { problem, found = null, limit = null }: FormulaProblemDetail) {
    super('BAD_FORMULA', `${message} (column ${column})`, { context: { column } });
    this.column = column;
    this.problem = problem;
    this.found = found;
    this.limit = limit;
  }
}
