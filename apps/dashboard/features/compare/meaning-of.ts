import type { Comparison } from './read-compare-page';

/** Of the ranges of which it is known what became of their meaning, those whose meaning is another: shifted or new. */
export function meaningOf({
  same,
  reworded,
  shifted,
  newMeaning,
}: Pick<Comparison['summary'], 'same' | 'reworded' | 'shifted' | 'newMeaning'>): {
  readonly changed: number;
  readonly known: number;
} {
  return { changed: shifted + newMeaning, known: same + reworded + shifted + newMeaning };
}
