import { bitAt } from '@strata/compute';
import type { CollectExample } from '@strata/domain';
import type { CollectWorld } from './collect-world.ts';

/** Images of a pair that are shown: errors, successes, and successes with one of the two alone, of each. */
const SHOWN = { wrong: 4, right: 2, alone: 3 } as const;

/** An image that shows what to collect, or what not. */
export interface ShownImage {
  /** Its place among the images in question. */
  readonly image: number;
  readonly role: CollectExample;
}

/**
 * Images with both of a pair, errors first, then images with one alone, those that are named rightly first: what to collect,
 * and what there is enough of.
 */
export function shownImages(
  { problem }: CollectWorld,
  { first, second }: { readonly first: number; readonly second: number },
): ShownImage[] {
  const { columns, errors, learnt } = problem;
  const has = (column: number, image: number): boolean => bitAt(columns[column] as Uint32Array, image) === 1;
  const isWrong = (image: number): boolean => errors[image] !== 0;
  const all = Array.from({ length: problem.images }, (_, image) => image).filter((image) => !learnt?.[image]);
  const both = all.filter((image) => has(first, image) && has(second, image));
  const examples = [
    ...both.filter(isWrong).slice(0, SHOWN.wrong),
    ...both.filter((image) => !isWrong(image)).slice(0, SHOWN.right),
  ];
  const alone = [
    [first, second],
    [second, first],
  ] as const;
  const others = alone.flatMap(([one, other]) => {
    const own = all.filter((image) => has(one, image) && !has(other, image));
    return own.toSorted((a, b) => Number(isWrong(a)) - Number(isWrong(b)) || a - b).slice(0, SHOWN.alone);
  });
  return [
    ...examples.map((image): ShownImage => ({ image, role: 'EXAMPLE' })),
    ...others.map((image): ShownImage => ({ image, role: 'COUNTER_EXAMPLE' })),
  ];
}
