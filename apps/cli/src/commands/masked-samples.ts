import { whole } from '../flags/numbers.ts';

/** Without a number: enough for a mean, and some minutes for a layer of hundreds of neurons. */
export const MASKED_SAMPLES = 20;

const few = whole(1, 1_000_000);

/** A number of samples, or `all`. @throws InvalidArgumentError for anything else */
export function maskedSamples(text: string): number | 'all' {
  return text === 'all' ? 'all' : few(text);
}
