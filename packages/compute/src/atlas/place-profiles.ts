import type { Profile } from './profile.ts';
import { distancesTo, leastOf, type ProfileTable, profileTable } from './profiles-near.ts';

/** Landmarks that a place is drawn from. */
const NEAREST = 8;

/** A probe dataset's map: its landmarks, and x and y of each. */
export interface AtlasFrame {
  readonly landmarks: readonly Profile[];
  /** (landmark · 2) */
  readonly places: Uint16Array;
}

/** Places a profile on the map. */
export type Placer = (profile: Profile) => { readonly x: number; readonly y: number };

/**
 * Makes the function that places profiles: the mean of the places of the eight nearest landmarks, each weighted by
 * ((R − d) / (R d))², d its distance and R that of the ninth. A place depends on the profile and the dataset alone, so equal
 * bitmaps coincide, and nothing moves when other ranges, layers or versions come.
 * Source: R. Franke, G. Nielson, Smooth interpolation of large sets of scattered data (1980).
 */
export function placer({ landmarks, places }: AtlasFrame): Placer {
  const table = profileTable(landmarks);
  return (profile) => {
    const weights = weightsOf(table, profile);
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    const mean = (axis: number): number =>
      Math.round(
        weights.reduce((sum, { landmark, weight }) => sum + weight * (places[landmark * 2 + axis] as number), 0) /
          total,
      );
    return { x: mean(0), y: mean(1) };
  };
}

function weightsOf(table: ProfileTable, profile: Profile): { readonly landmark: number; readonly weight: number }[] {
  const distances = distancesTo(table, profile);
  const nearest = leastOf(distances, NEAREST + 1);
  const at = nearest.map((landmark) => ({ landmark, distance: distances[landmark] as number }));
  const exact = at.filter(({ distance }) => distance === 0).slice(0, 1);
  if (exact.length > 0) return exact.map(({ landmark }) => ({ landmark, weight: 1 }));
  const used = at.slice(0, NEAREST);
  // With so few landmarks that there is no ninth, all have a say.
  const reach = at[NEAREST]?.distance ?? 2 * (at.at(-1)?.distance ?? 1);
  const weights = used.map(({ landmark, distance }) => ({
    landmark,
    weight: ((reach - distance) / (reach * distance)) ** 2,
  }));
  if (weights.some(({ weight }) => weight > 0)) return weights;
  return used.map(({ landmark }) => ({ landmark, weight: 1 }));
}
