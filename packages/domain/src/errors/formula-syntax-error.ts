import { StrataError } from './strata-error.ts';

/** A formula's text that does not follow the language. `column` counts from 1. */
export class FormulaSyntaxError extends StrataError {
  readonly column: number;

  constructor(message: string, column: number) {
    super('BAD_FORMULA', `${message} (column ${column})`, { context: { column } });
    this.column = column;
  }
}
