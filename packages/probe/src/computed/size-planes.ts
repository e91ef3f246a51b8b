import type { MaskShape, SampleLabels } from '../probe-dataset.ts';

/** By the share of the image that one area covers: below 1 %, from 1 % to below 10 %, from 10 % on. */
export const SIZES = ['small object', 'medium object', 'large object'] as const;
const [SMALL_BELOW, LARGE_FROM] = [1, 10];

export interface SizeOptions extends MaskShape {
  /** (position + 1) 1 where the concept is an object or a part. */
  readonly isObject: Uint8Array;
}

/**
 * How large the objects are that pixels belong to: each area of one concept whose pixels touch each other by their sides is
 * counted as an object, by the share of the image's pixels that it has. A pixel of a wheel of a car may be of two sizes.
 * Objects of one concept that touch each other are one area. Labels of whole images count for none.
 * @returns planes (height, width), one a size: place in `SIZES` + 1, or 0
 */
export function sizePlanes({ planes }: SampleLabels, { height, width, isObject }: SizeOptions): Uint16Array[] {
  const out = SIZES.map(() => new Uint16Array(height * width));
  const seen = new Uint8Array(height * width);
  const stack = new Int32Array(height * width);
  for (const label of labelsOf(planes, isObject)) {
    const mask = maskOf(planes, label);
    seen.fill(0);
    for (let pixel = 0; pixel < mask.length; pixel += 1) {
      if (mask[pixel] === 0 || seen[pixel] === 1) continue;
      const count = fill({ mask, seen, stack, width }, pixel);
      const size = sizeOf(count, mask.length);
      const plane = out[size] as Uint16Array;
      // The stack still holds what was filled.
      for (let at = 0; at < count; at += 1) plane[stack[at] as number] = size + 1;
    }
  }
  return out;
}

function sizeOf(count: number, pixels: number): number {
  if (100 * count < SMALL_BELOW * pixels) return 0;
  return 100 * count < LARGE_FROM * pixels ? 1 : 2;
}

function labelsOf(planes: readonly Uint16Array[], isObject: Uint8Array): number[] {
  const found = new Set<number>();
  for (const plane of planes) for (const label of plane) if (isObject[label] === 1) found.add(label);
  return [...found].sort((a, b) => a - b);
}

function maskOf(planes: readonly Uint16Array[], label: number): Uint8Array {
  const mask = new Uint8Array((planes[0] as Uint16Array).length);
  for (const plane of planes) for (let at = 0; at < mask.length; at += 1) if (plane[at] === label) mask[at] = 1;
  return mask;
}

interface Filling {
  readonly mask: Uint8Array;
  readonly seen: Uint8Array;
  readonly stack: Int32Array;
  readonly width: number;
}

/** Puts all pixels that hang together with one onto the stack, from its bottom; returns how many. */
function fill({ mask, seen, stack, width }: Filling, start: number): number {
  stack[0] = start;
  seen[start] = 1;
  let count = 1;
  for (let at = 0; at < count; at += 1) {
    const pixel = stack[at] as number;
    const x = pixel % width;
    for (const next of [pixel - width, pixel + width, x > 0 ? pixel - 1 : -1, x < width - 1 ? pixel + 1 : -1]) {
      // Above the first and below the last row there is nothing: undefined is not 1.
      if (mask[next] !== 1 || seen[next] === 1) continue;
      seen[next] = 1;
      stack[count] = next;
      count += 1;
    }
  }
  return count;
}
