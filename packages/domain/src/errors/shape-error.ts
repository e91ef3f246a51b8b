import { StrataError, type StrataErrorOptions } from './strata-error.ts';

/** An array whose shape, element type or byte order is not the expected one. */
export class ShapeError extends StrataError {
  constructor(message: string, options: StrataErrorOptions = {}) {
    super('BAD_SHAPE', message, options);
  }
}
