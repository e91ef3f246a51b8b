import { createRandom } from '@strata/statistics';

/**
 * A stratified sample of a layer's units, ascending: its numbers are cut into as many stretches of (nearly) equal length as
 * units are asked for, and one is drawn from each, so that no part of the layer is left out. The same every time. All of
 * them where as many are asked for.
 * @example sampleUnits(8, { size: 2 }) // one of 0–3 and one of 4–7
 */
export function sampleUnits(unitCount: number, { size, seed = 1 }: { size: number; seed?: number }): number[] {
  if (size >= unitCount) return Array.from({ length: unitCount }, (_, unit) => unit);
  const random = createRandom(seed);
  const start = (stretch: number): number => Math.floor((stretch * unitCount) / size);
  return Array.from(
    { length: size },
    (_, stretch) => start(stretch) + random.below(start(stretch + 1) - start(stretch)),
  );
}
