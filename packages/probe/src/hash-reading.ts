import type { Hash } from 'node:crypto';

/** How a dataset was read where its files don't say it. */
export interface ReadingParts {
  readonly voidLabels: readonly number[];
  /** (sample) */
  readonly upright: readonly boolean[];
}

/** Adds to a dataset's hash what changes its content; nothing where images are as stored and no label is void. */
export function hashReading(hash: Hash, { voidLabels, upright }: ReadingParts): void {
  const turned = [...upright.keys()].filter((sample) => upright[sample]);
  if (voidLabels.length > 0) hash.update(`void ${voidLabels.join(',')}\n`);
  if (turned.length > 0) hash.update(`upright ${turned.join(',')}\n`);
}
