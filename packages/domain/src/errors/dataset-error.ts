import { StrataError, type StrataErrorOptions } from './strata-error.ts';

/** A probe dataset whose files contradict each other or cannot be read. */
export class DatasetError extends StrataError {
  constructor(message: string, options: StrataErrorOptions = {}) {
    super('BAD_DATASET', message, options);
  }
}
