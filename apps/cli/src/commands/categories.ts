import { InvalidArgumentError } from 'commander';

/** Reads `object,part` as categories, in one order and without repeats: they are part of a run's identity. */
export function categories(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('Expected categories, such as object,part.');
  return [...new Set(names)].sort();
}
