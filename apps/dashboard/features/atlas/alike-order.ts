import { PLACE_MAX, type Points } from './points';

/** Bits of a place in each direction. */
const BITS = 16;

/**
 * Neurons in an order in which those that fire on alike things stand near each other: along a Hilbert curve over the map, by the
 * place of each neuron's highest range; neurons without a place come last, by number.
 * Source: D. Hilbert (1891), as an index by A. R. Butz (1971).
 */
export function alikeOrder(points: Points, units: readonly number[]): number[] {
  const highest = new Map<number, number>();
  for (let at = 0; at < points.count; at += 1) {
    const unit = points.unit[at] as number;
    const known = highest.get(unit);
    if (known === undefined || (points.range[known] as number) < (points.range[at] as number)) highest.set(unit, at);
  }
  const along = (unit: number): number => {
    const at = highest.get(unit);
    if (at === undefined) return Number.POSITIVE_INFINITY;
    return hilbertIndex(
      Math.round((points.x[at] as number) * PLACE_MAX),
      Math.round((points.y[at] as number) * PLACE_MAX),
    );
  };
  const places = new Map(units.map((unit) => [unit, along(unit)]));
  return units.toSorted((a, b) => compare(places.get(a) as number, places.get(b) as number) || a - b);
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** How far along the curve through a square of 2¹⁶ × 2¹⁶ a place lies. */
export function hilbertIndex(x: number, y: number): number {
  let index = 0;
  let [px, py] = [x, y];
  for (let side = 2 ** (BITS - 1); side >= 1; side /= 2) {
    const [right, lower] = [(px & side) > 0 ? 1 : 0, (py & side) > 0 ? 1 : 0];
    index += side * side * ((3 * right) ^ lower);
    if (lower === 1) continue;
    const flip = right === 1 ? 2 ** BITS - 1 : 0;
    [px, py] = [py ^ flip, px ^ flip];
  }
  return index;
}
