import type { Hash } from 'node:crypto';

/** How a dataset was read where its files don't say it. */
export interface ReadingParts {
  readonly voidLabels: readonly number[];
  /** (sample) */
  readonly upright: readonly boolean[];
  /** (sample) */
  readonly groups: readonly (string | null)[];
}

/**
 * Adds to a dataset's hash what changes its content or what is concluded from it; nothing where images are as stored, no
 * label is void and no image names a group.
 */
export function hashReading(hash: Hash, { voidLabels, upright, groups }: ReadingParts): void {
  const turned = [...upright.keys()].filter((sample) => upright[sample]);
  if (voidLabels.length > 0) hash.update(`void ${voidLabels.join(',')}\n`);
  if (turned.length > 0) hash.update(`upright ${turned.join(',')}\n`);
  if (groups.some((group) => group !== null)) hash.update(`groups ${JSON.stringify(groups)}\n`);
}
