import type { RangeQuantiles } from '../ranges/place-range.ts';

/** A range as it is met with those of another version. */
export interface MetRange {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Null: not known. */
  readonly quantiles: RangeQuantiles | null;
}

/**
 * Which range of the old version each of the new one is: the clusterIndex of the old one, null where none is left. One to
 * one, in order, so that the quantile intervals overlap as much as they can in all (intersection over union of each pair,
 * summed), of these with the most equal numbers: ranges of equal numbers meet unless others overlap more. Ranges without any
 * overlap meet by an equal number alone, and so do all where quantiles are not known.
 * @param ranges ascending
 */
export function meetRanges(ranges: {
  readonly before: readonly MetRange[];
  readonly after: readonly MetRange[];
}): (number | null)[] {
  const { before, after } = ranges;
  const best = tableOf(before.length + 1, after.length + 1);
  for (let i = 1; i <= before.length; i += 1) {
    for (let j = 1; j <= after.length; j += 1) {
      const pair = scoreOf(before[i - 1] as MetRange, after[j - 1] as MetRange);
      const together = pair && add(at(best, i - 1, j - 1), pair);
      const options = [together, at(best, i - 1, j), at(best, i, j - 1)].filter((score) => score !== null);
      (best[i] as Score[])[j] = options.reduce((most, score) => (compare(score, most) > 0 ? score : most));
    }
  }
  return walkBack(best, { before, after });
}

interface Score {
  /** Summed overlap of quantile intervals. */
  readonly overlap: number;
  /** Pairs of equal numbers. */
  readonly equal: number;
}

const NOTHING: Score = { overlap: 0, equal: 0 };

function tableOf(rows: number, columns: number): Score[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => NOTHING));
}

const at = (table: readonly (readonly Score[])[], i: number, j: number): Score => table[i]?.[j] ?? NOTHING;
const add = (a: Score, b: Score): Score => ({ overlap: a.overlap + b.overlap, equal: a.equal + b.equal });
const compare = (a: Score, b: Score): number => a.overlap - b.overlap || a.equal - b.equal;

/** Null: the two can't meet. */
function scoreOf(before: MetRange, after: MetRange): Score | null {
  const equal = before.clusterIndex === after.clusterIndex ? 1 : 0;
  if (!before.quantiles || !after.quantiles) return equal === 1 ? { overlap: 0, equal } : null;
  const overlap = overlapOf(before.quantiles, after.quantiles);
  return overlap > 0 || equal === 1 ? { overlap, equal } : null;
}

function overlapOf(a: RangeQuantiles, b: RangeQuantiles): number {
  const shared = Math.min(a.upper, b.upper) - Math.max(a.lower, b.lower);
  const all = Math.max(a.upper, b.upper) - Math.min(a.lower, b.lower);
  return shared > 0 ? shared / all : 0;
}

function walkBack(
  best: readonly (readonly Score[])[],
  { before, after }: { readonly before: readonly MetRange[]; readonly after: readonly MetRange[] },
): (number | null)[] {
  const met: (number | null)[] = after.map(() => null);
  let [i, j] = [before.length, after.length];
  while (i > 0 && j > 0) {
    const pair = scoreOf(before[i - 1] as MetRange, after[j - 1] as MetRange);
    const score = at(best, i, j);
    if (pair && compare(add(at(best, i - 1, j - 1), pair), score) === 0) {
      met[j - 1] = (before[i - 1] as MetRange).clusterIndex;
      i -= 1;
      j -= 1;
    } else if (compare(at(best, i - 1, j), score) === 0) i -= 1;
    else j -= 1;
  }
  return met;
}
