import type { Overlap } from '../search/candidate.ts';

/** Hits of one range (cell) and the pixels that a bitmap has in them. */
export interface RangeHits {
  readonly hits: ArrayLike<number>;
  readonly bitmapPixels: number;
}

/** How a formula overlaps a bitmap: sums over the cells that satisfy it. */
export function overlapOf(
  satisfied: Uint8Array,
  { hits, bitmapPixels }: RangeHits,
  areas: Float64Array,
): Overlap & { readonly formulaPixels: number } {
  let intersection = 0;
  let formulaPixels = 0;
  for (let cell = 0; cell < satisfied.length; cell += 1) {
    if (satisfied[cell] === 0) continue;
    intersection += hits[cell] as number;
    formulaPixels += areas[cell] as number;
  }
  return { intersection, formulaPixels, union: bitmapPixels + formulaPixels - intersection };
}

/** Pixels of a bitmap. */
export function pixelsOf(hits: Uint32Array | Float64Array): number {
  let sum = 0;
  for (let cell = 0; cell < hits.length; cell += 1) sum += hits[cell] as number;
  return sum;
}

/** (cell) the sum of some hits. */
export function sumOf(parts: readonly Uint32Array[]): Float64Array {
  const sum = new Float64Array(parts[0]?.length ?? 0);
  for (const part of parts)
    for (let cell = 0; cell < sum.length; cell += 1) sum[cell] = (sum[cell] as number) + (part[cell] as number);
  return sum;
}

/** (cell) the hits without some of them. */
export function without(all: Uint32Array, part: Uint32Array): Float64Array {
  const rest = new Float64Array(all.length);
  for (let cell = 0; cell < rest.length; cell += 1) rest[cell] = (all[cell] as number) - (part[cell] as number);
  return rest;
}

/** IoU of two formulas' masks; 0 of two that hold nowhere. */
export function maskIouOf(a: Uint8Array, b: Uint8Array, areas: Float64Array): number {
  let [both, either] = [0, 0];
  for (let cell = 0; cell < areas.length; cell += 1) {
    const held = (a[cell] as number) + (b[cell] as number);
    if (held === 0) continue;
    either += areas[cell] as number;
    if (held === 2) both += areas[cell] as number;
  }
  return either === 0 ? 0 : both / either;
}
