import type { Random } from '@strata/statistics';
import { type FoldPlan, inRandomOrder } from './fold-plan.ts';

export interface ShuffleOptions {
  readonly folds: FoldPlan;
  /** (sample) group, numbered from 0. Null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  /** How many shuffles are drawn of each fold. */
  readonly count: number;
  readonly random: Random;
}

/**
 * Lays bitmaps over the labels of other images of their fold. Of each shuffle (sample): the image whose labels are taken;
 * within a fold a permutation, so that the fold's labels stay what they are. An image never takes those of its own group,
 * as far as the fold has room; in a fold of one group it takes those of an image at least a quarter of the group away in the
 * dataset's order: neighbours in it look alike. In a fold of one image it can only keep its own.
 */
export function planShuffles({ folds, groups, count, random }: ShuffleOptions): Uint32Array[] {
  const { foldCount, foldOf } = folds;
  const members = Array.from({ length: foldCount }, (): number[] => []);
  for (const [sample, fold] of foldOf.entries()) members[fold]?.push(sample);
  return Array.from({ length: count }, () => {
    const labelsOf = new Uint32Array(foldOf.length);
    for (const samples of members) shuffleFold(samples, { groups, random, labelsOf });
    return labelsOf;
  });
}

interface FoldShuffle {
  readonly groups: Uint32Array | null;
  readonly random: Random;
  readonly labelsOf: Uint32Array;
}

/** Images stand group by group on a ring; all take the labels of the one a number of steps on. */
function shuffleFold(samples: readonly number[], { groups, random, labelsOf }: FoldShuffle): void {
  const byGroup = Map.groupBy(samples, (sample) => groups?.[sample] ?? sample);
  const lists = inRandomOrder([...byGroup.values()], random);
  const one = lists.length === 1;
  const ring = one ? samples : lists.flatMap((list) => inRandomOrder(list, random));
  const apart = one ? Math.ceil(ring.length / 4) : Math.max(...lists.map(({ length }) => length));
  const least = Math.min(apart, Math.floor(ring.length / 2));
  const steps = least + random.below(ring.length - 2 * least + 1);
  for (const [place, sample] of ring.entries()) {
    labelsOf[sample] = ring[(place + steps) % ring.length] as number;
  }
}
