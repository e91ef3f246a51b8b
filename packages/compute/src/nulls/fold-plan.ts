import { permutation, type Random } from '@strata/statistics';

/** Which part of the images each image belongs to; a formula is found without a part and scored on it. */
export interface FoldPlan {
  readonly foldCount: number;
  /** (sample) from 0. */
  readonly foldOf: Uint8Array;
}

export interface FoldOptions {
  readonly sampleCount: number;
  /** (sample) the group that the image belongs to, numbered from 0. Null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  /** Folds at the most. Default 5. */
  readonly folds?: number;
  readonly random: Random;
}

/**
 * Cuts the images into folds by whole groups, as even as groups allow: the largest group first, each into the fold with
 * the fewest images so far. With fewer groups than folds every group is a fold of its own (leave one out). Null with
 * fewer than two groups: nothing independent is left to score on.
 */
export function planFolds({ sampleCount, groups, folds = 5, random }: FoldOptions): FoldPlan | null {
  const members = membersOfGroups(sampleCount, groups);
  if (members.length < 2) return null;
  const foldCount = Math.min(folds, members.length);
  const foldOf = new Uint8Array(sampleCount);
  const sizes = new Uint32Array(foldCount);
  // Groups of one size come in an order of chance, so that the file's order decides nothing.
  const order = inRandomOrder(members, random).sort((a, b) => b.length - a.length);
  for (const group of order) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const sample of group) foldOf[sample] = fold;
    sizes[fold] = (sizes[fold] as number) + group.length;
  }
  return { foldCount, foldOf };
}

/** (group) its samples, ascending. Groups without a sample are left out. */
export function membersOfGroups(sampleCount: number, groups: Uint32Array | null): number[][] {
  if (!groups) return Array.from({ length: sampleCount }, (_, sample) => [sample]);
  const members = new Map<number, number[]>();
  for (let sample = 0; sample < sampleCount; sample += 1) {
    const group = groups[sample] as number;
    const known = members.get(group);
    if (known) known.push(sample);
    else members.set(group, [sample]);
  }
  return [...members.values()];
}

/** The items in an order of chance; the list itself stays as it is. */
export function inRandomOrder<T>(items: readonly T[], random: Random): T[] {
  return Array.from(permutation(items.length, random), (place) => items[place] as T);
}
