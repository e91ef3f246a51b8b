import type { Profile } from './profile.ts';
import { distancesTo, leastOf, profileTable } from './profiles-near.ts';

/** Neighbours that are looked at around each point. */
const NEIGHBOURS = 10;
/** Points among which they are looked for: every point's distance to every other is needed. */
const POINTS_MAX = 600;

/** A range on the map. */
export interface PlacedProfile {
  readonly profile: Profile;
  readonly x: number;
  readonly y: number;
}

/** How well nearness on a map says likeness. */
export interface Neighbourhoods {
  /** 1: whatever is near on the map is alike; about 0.5: places say nothing. */
  readonly trustworthiness: number;
  /** Of a point's nearest on the map, the mean share that are among as many most like it. */
  readonly kept: number;
  readonly neighbours: number;
  /** Points that were compared. */
  readonly points: number;
}

/**
 * Measures how well the map keeps neighbourhoods, over up to 600 points evenly from the list, ten neighbours each. Null for
 * fewer than 32 points, among which ten neighbours are no neighbourhood.
 * Source: J. Venna, S. Kaski, Neighborhood preservation in nonlinear projection methods (2001).
 */
export function neighbourhoods(all: readonly PlacedProfile[]): Neighbourhoods | null {
  const points = evenly(all, POINTS_MAX);
  const n = points.length;
  const k = NEIGHBOURS;
  if (n < 3 * k + 2) return null;
  const table = profileTable(points.map(({ profile }) => profile));
  let intruders = 0;
  let kept = 0;
  for (const [own, point] of points.entries()) {
    const ranks = ranksOf(distancesTo(table, point.profile), own);
    const near = leastOf(mapDistances(points, own), k);
    for (const other of near) {
      const rank = ranks[other] as number;
      if (rank > k) intruders += rank - k;
      else kept += 1;
    }
  }
  return {
    trustworthiness: 1 - (2 / (n * k * (2 * n - 3 * k - 1))) * intruders,
    kept: kept / (n * k),
    neighbours: k,
    points: n,
  };
}

function evenly<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as T);
}

/** (point) 1 for the most like `own`; those that are equally alike share the best rank that one of them has. */
function ranksOf(distances: Float64Array, own: number): Float64Array {
  const others = Array.from(distances.keys()).filter((other) => other !== own);
  others.sort((a, b) => (distances[a] as number) - (distances[b] as number));
  const ranks = new Float64Array(distances.length);
  let rank = 1;
  for (const [i, other] of others.entries()) {
    const before = others[i - 1];
    if (before !== undefined && distances[before] !== distances[other]) rank = i + 1;
    ranks[other] = rank;
  }
  return ranks;
}

function mapDistances(points: readonly PlacedProfile[], own: number): Float64Array {
  const { x, y } = points[own] as PlacedProfile;
  return Float64Array.from(points, (point, other) =>
    other === own ? Number.POSITIVE_INFINITY : (point.x - x) ** 2 + (point.y - y) ** 2,
  );
}
