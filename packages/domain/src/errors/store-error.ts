import { StrataError, type StrataErrorOptions } from './strata-error.ts';

/** The database cannot be reached, or refused the write. */
export class StoreError extends StrataError {
  constructor(message: string, options: StrataErrorOptions = {}) {
    super('STORE_UNAVAILABLE', message, options);
  }
}
