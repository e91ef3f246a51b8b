import { StrataError, type StrataErrorOptions } from './strata-error.ts';

/** A model file that cannot be read, run or tapped. */
export class ModelLoadError extends StrataError {
  constructor(message: string, options: StrataErrorOptions = {}) {
    super('BAD_MODEL', message, options);
  }
}
