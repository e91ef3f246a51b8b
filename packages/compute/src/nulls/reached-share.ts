import type { Overlap } from '../search/candidate.ts';

/**
 * The exact test that strata of shuffles allow: if a bitmap knows nothing of what is in an image, each fold's images as
 * they are and its shuffles are alike, and so are all ways of taking one of them from each fold. The share of those whose
 * IoU is not below that of the images as they are, which is one of them.
 *
 * With I and U the sums of the images as they are, i / u ≥ I / U ⇔ Σ over the folds of (i·U − u·I) ≥ 0: a sum with one part
 * a fold. So all ways of taking the first folds are laid beside all ways of taking the others, in order, and none is tried.
 * @param own of each fold, as it is
 * @param shuffled of each fold, its shuffles
 */
export function reachedShare(own: readonly Overlap[], shuffled: readonly (readonly Overlap[])[]): number {
  const [intersection, union] = [sumOf(own, 'intersection'), sumOf(own, 'union')];
  if (union === 0) return 1;
  const choices = own.map((overlap, fold) => [overlap, ...(shuffled[fold] ?? [])]);
  const largest = sumOf(choices.flat(), 'union');
  // Both products of every difference, and all sums of differences, are at most this; then doubles hold them.
  if (2 * largest * union <= Number.MAX_SAFE_INTEGER) {
    return shareOf(
      choices.map((fold) => fold.map((choice) => choice.intersection * union - choice.union * intersection)),
      (a, b) => a + b,
      0,
    );
  }
  const [exactIntersection, exactUnion] = [BigInt(intersection), BigInt(union)];
  return shareOf(
    choices.map((fold) =>
      fold.map((choice) => BigInt(choice.intersection) * exactUnion - BigInt(choice.union) * exactIntersection),
    ),
    (a, b) => a + b,
    0n,
  );
}

function sumOf(overlaps: readonly Overlap[], of: keyof Overlap): number {
  return overlaps.reduce((sum, overlap) => sum + overlap[of], 0);
}

/** The share of the ways of taking one part of each list whose sum is at least zero. */
function shareOf<Part extends number | bigint>(
  lists: readonly (readonly Part[])[],
  add: (a: Part, b: Part) => Part,
  zero: Part,
): number {
  // Each list begins with the part of the images as they are; these sum to zero, so that lower parts alone never reach it.
  if (lists.every(([as, ...others]) => others.every((other) => other < (as as Part)))) {
    return 1 / lists.reduce((ways, list) => ways * list.length, 1);
  }
  const half = Math.ceil(lists.length / 2);
  const sumsOf = (some: readonly (readonly Part[])[]): Part[] =>
    some
      .reduce<Part[]>((sums, list) => sums.flatMap((sum) => list.map((part) => add(sum, part))), [zero])
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const first = sumsOf(lists.slice(0, half));
  const rest = sumsOf(lists.slice(half));
  let reached = 0;
  // As the first sum rises, more of the rest suffice.
  let least = rest.length;
  for (const sum of first) {
    while (least > 0 && add(sum, rest[least - 1] as Part) >= zero) least -= 1;
    reached += rest.length - least;
  }
  return reached / (first.length * rest.length);
}
