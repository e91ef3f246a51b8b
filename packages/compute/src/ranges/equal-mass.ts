/** Ends of ties on either side of where a cut belongs among which it is chosen. */
const NEAR = 2;

/**
 * Cuts sorted values into `count` runs with as equal numbers of values as ties allow; equal values are never parted. Of the
 * cuts near those that would be even, the ones are taken by which the largest and the smallest run differ least, the
 * earliest where several do: by no more than the largest tie. Fewer runs come back where there are fewer distinct values.
 * Source of the bound: Bárány, Grinberg, Block partitions of sequences (2015).
 * @returns where each run starts, ascending from 0
 */
export function equalMassStarts(sorted: Float32Array, count: number): number[] {
  const runs = Math.min(count, distinctUpTo(sorted, count));
  // A value that takes several runs' share leaves too few ends near by: then all that could be needed are looked at.
  for (const near of [NEAR, runs]) {
    const cuts = Array.from({ length: runs - 1 }, (_, j) => endsNear(sorted, ((j + 1) * sorted.length) / runs, near));
    const best = leastSpread([[0], ...cuts, [sorted.length]], Math.floor(sorted.length / runs));
    if (best) return best.slice(0, -1);
  }
  throw new Error(`No ${runs} runs of ${sorted.length} values.`);
}

/** The number of distinct values, or `most` where there are more. */
function distinctUpTo(sorted: Float32Array, most: number): number {
  let distinct = 1;
  for (let i = 1; i < sorted.length && distinct < most; i += 1) if (sorted[i] !== sorted[i - 1]) distinct += 1;
  return distinct;
}

/** Places at which a value differs from the one before, `near` of them on either side of the wished one; ascending. */
function endsNear(sorted: Float32Array, wished: number, near: number): number[] {
  const isEnd = (place: number): boolean => sorted[place] !== sorted[place - 1];
  const ends: number[] = [];
  for (let place = Math.floor(wished), left = near; place > 0 && left > 0; place -= 1) {
    if (!isEnd(place)) continue;
    ends.unshift(place);
    left -= 1;
  }
  for (let place = Math.floor(wished) + 1, left = near; place < sorted.length && left > 0; place += 1) {
    if (!isEnd(place)) continue;
    ends.push(place);
    left -= 1;
  }
  return ends;
}

/**
 * Chooses one place of each list, ascending, so that the distances between neighbours spread least; null where no choice
 * ascends. `mean` bounds the smallest distance from above.
 */
function leastSpread(places: readonly (readonly number[])[], mean: number): number[] | null {
  const distances = places
    .slice(1)
    .flatMap((ends, j) => ends.flatMap((end) => (places[j] ?? []).map((at) => end - at)));
  const least = [...new Set(distances)].filter((distance) => distance > 0 && distance <= mean).sort((a, b) => b - a);
  let best: { spread: number; path: number[] } | null = null;
  for (const from of least) {
    const path = leastLargest(places, from);
    if (!path) continue;
    const sizes = path.slice(1).map((end, j) => end - (path[j] as number));
    const spread = Math.max(...sizes) - Math.min(...sizes);
    if (!best || spread < best.spread) best = { spread, path };
  }
  return best?.path ?? null;
}

/** Of the choices whose distances are all at least `from`, one whose largest is least; null where there is none. */
function leastLargest(places: readonly (readonly number[])[], from: number): number[] | null {
  /** (end) what the largest distance up to there is, and the choice that gives it. */
  let reached = new Map<number, { largest: number; path: number[] }>([[0, { largest: 0, path: [0] }]]);
  for (const ends of places.slice(1)) {
    const next: typeof reached = new Map();
    for (const end of ends) {
      for (const [at, { largest, path }] of reached) {
        const size = end - at;
        if (size < from) continue;
        const most = Math.max(largest, size);
        if (most < (next.get(end)?.largest ?? Number.POSITIVE_INFINITY))
          next.set(end, { largest: most, path: [...path, end] });
      }
    }
    reached = next;
  }
  return [...reached.values()][0]?.path ?? null;
}
