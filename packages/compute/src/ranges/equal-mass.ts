/**
 * Cuts sorted values into `count` runs with as equal numbers of values as ties allow: equal values are never parted. A cut
 * goes to the end of the tie that is nearer to where it belongs, the earlier where both are as near; runs that would be
 * empty are left out, so that fewer come back where a value is that frequent. Sizes differ by at most the largest tie, for
 * every cut is off by at most half of one, and by 1 for what doesn't divide.
 * @returns where each run starts, ascending from 0
 */
export function equalMassStarts(sorted: Float32Array, count: number): number[] {
  const starts = [0];
  for (let cut = 1; cut < count; cut += 1) {
    const wished = Math.round((cut * sorted.length) / count);
    const start = nearestEnd(sorted, wished);
    if (start > (starts.at(-1) as number) && start < sorted.length) starts.push(start);
  }
  return starts;
}

/** The place nearest to `wished` at which a value differs from the one before; 0 and the length are such places. */
function nearestEnd(sorted: Float32Array, wished: number): number {
  let below = wished;
  let above = wished;
  while (below > 0 && sorted[below - 1] === sorted[below]) below -= 1;
  while (above < sorted.length && above > 0 && sorted[above - 1] === sorted[above]) above += 1;
  return wished - below <= above - wished ? below : above;
}
