import { type RangedUnit, storedRange } from '@strata/compute';
import { readClusterPlaces, readRunUnits, readUnitsDone, type Store } from '@strata/db';
import { type BoundsConfig, ruleOf } from '../explain/stored-rule.ts';

/** A run's neurons with their ranges, and what is known of these. */
export interface RangedUnits {
  readonly units: readonly RangedUnit[];
  /** What a range responds to; null where nothing named lies there. */
  formulaOf(place: RangePlace): string | null;
}

interface RangePlace {
  readonly unit: number;
  readonly clusterIndex: number;
}

/** Reads all ranges of a run. @throws StoreError when the database fails */
export async function readRangedUnits(store: Store, runId: number, bounds: BoundsConfig): Promise<RangedUnits> {
  const units: RangedUnit[] = [];
  const formulas = new Map<string, string>();
  const done = await readUnitsDone(store, runId);
  for await (const unit of readRunUnits(store, { runId, units: done })) {
    const rule = ruleOf(bounds, unit);
    units.push({ unit: unit.unit, ranges: unit.ranges.map((range) => storedRange(range, rule)) });
    for (const { clusterIndex, explanation } of unit.ranges) {
      if (explanation) formulas.set(keyOf({ unit: unit.unit, clusterIndex }), explanation.formula);
    }
  }
  return { units, formulaOf: (place) => formulas.get(keyOf(place)) ?? null };
}

/** Where ranges are stored: the id of each one's row; undefined of one that is not. @throws StoreError */
export async function clusterIdsOf(
  store: Store,
  { runId, units }: { readonly runId: number; readonly units: readonly number[] },
): Promise<(place: RangePlace) => number | undefined> {
  const places = await readClusterPlaces(store, { runId, units: [...new Set(units)] });
  const ids = new Map(places.map((place) => [keyOf(place), place.clusterId]));
  return (place) => ids.get(keyOf(place));
}

function keyOf({ unit, clusterIndex }: RangePlace): string {
  return `${unit} ${clusterIndex}`;
}
