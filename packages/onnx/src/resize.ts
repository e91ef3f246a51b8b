import type { Box, ResizeFilter, Size } from '@strata/domain';

/** 8 bits per value: (height, width, 3). */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Weights are whole numbers over 2²², as in Pillow. */
const ONE = 2 ** 22;

/** Of each way of taking pixels together: how far it reaches, and its weight at a distance. */
interface Filter {
  readonly support: number;
  readonly weight: (distance: number) => number;
}

/** Of Pillow's bicubic. */
const SHARPNESS = -0.5;
const FILTERS = {
  bilinear: { support: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) },
  bicubic: { support: 2, weight: (distance) => cubic(Math.abs(distance)) },
  lanczos: { support: 3, weight: (distance) => (Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0) },
} as const satisfies Readonly<Record<Exclude<ResizeFilter, 'nearest'>, Filter>>;

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}

function cubic(x: number): number {
  if (x < 1) return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * SHARPNESS : 0;
}

export interface StretchOptions {
  readonly width: number;
  readonly height: number;
  /** Default bilinear. */
  readonly filter?: ResizeFilter;
  /** The part of the image that is stretched; pixels around it still count at its borders, as in Pillow. Default all. */
  readonly box?: Box;
  /** The part of the result that is made. Default all. */
  readonly window?: Box;
}

/**
 * Stretches an image to the size, with half-pixel centres: across, rounded to 8 bits, then down, rounded again (or first
 * down, see `isDownFirst`).
 * When an image shrinks, the filter grows with the ratio, so that every pixel counts (antialiasing; "nearest" takes one). The same numbers
 * as Pillow's and so torchvision's `Resize`, whole-number arithmetic included: activations depend on every bit, and
 * sharp's kernels place pixels elsewhere. Source: Pillow, src/libImaging/Resample.c, Geometry.c.
 */
export function stretch(image: Pixels, options: StretchOptions): Pixels {
  const { width, height, filter = 'bilinear' } = options;
  const { box = whole(image), window = whole(options) } = options;
  const across = {
    from: image.width,
    start: box.left,
    size: box.width,
    to: width,
    ...spanOf(window.left, window.width),
  };
  const down = {
    from: image.height,
    start: box.top,
    size: box.height,
    to: height,
    ...spanOf(window.top, window.height),
  };
  if (filter === 'nearest') return pick(image, { columns: nearest(across), rows: nearest(down) });
  const by = FILTERS[filter];
  const acrossAll = (pixels: Pixels) => (isSame(across) ? pixels : stretchRows(pixels, tapsOf(across, by)));
  const downAll = (pixels: Pixels) => (isSame(down) ? pixels : stretchColumns(pixels, tapsOf(down, by)));
  return isDownFirst(across, down) ? acrossAll(downAll(image)) : downAll(acrossAll(image));
}

/**
 * Pillow 13 goes down before it goes across where an image loses more than twice as many rows as columns. Between the two
 * values are rounded, so that the order is seen in them.
 */
function isDownFirst(across: Pick<SideResize, 'from' | 'to'>, down: Pick<SideResize, 'from' | 'to'>): boolean {
  return down.from - down.to > 2 * Math.max(0, across.from - across.to);
}

/** One side of a resize: `size` of `from` pixels, beginning at `start`, become `to`, of which those in [first, end) are made. */
interface SideResize {
  readonly from: number;
  readonly start: number;
  readonly size: number;
  readonly to: number;
  readonly first: number;
  readonly end: number;
}

function spanOf(first: number, size: number): Pick<SideResize, 'first' | 'end'> {
  return { first, end: first + size };
}

function whole({ width, height }: Size): Box {
  return { left: 0, top: 0, width, height };
}

function isSame({ from, start, size, to, first, end }: SideResize): boolean {
  return start === 0 && size === from && to === from && first === 0 && end === to;
}

/** Places are added up as Pillow does it, so that they round alike. */
function nearest({ start, size, to, end, first }: SideResize): number[] {
  const step = size / to;
  const places: number[] = [];
  let place = start + step * 0.5;
  for (let target = 0; target < end; target += 1, place += step) if (target >= first) places.push(Math.trunc(place));
  return places;
}

function pick(
  { data, width, height }: Pixels,
  { columns, rows }: { readonly columns: readonly number[]; readonly rows: readonly number[] },
): Pixels {
  const result = new Uint8Array(columns.length * rows.length * 3);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (Math.min(row, height - 1) * width + Math.min(column, width - 1)) * 3;
      result.set(data.subarray(from, from + 3), at);
      at += 3;
    }
  }
  return { data: result, width: columns.length, height: rows.length };
}

/** Of each target place: the first source place that counts, and the weights from there on. */
interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

function tapsOf({ from, start, size, to, first: firstMade, end }: SideResize, filter: Filter): Taps[] {
  const scale = size / to;
  const stretched = Math.max(scale, 1);
  const support = filter.support * stretched;
  return Array.from({ length: end - firstMade }, (_, made) => {
    const center = start + (firstMade + made + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const beyond = Math.min(from, Math.trunc(center + support + 0.5));
    const raw = Array.from({ length: beyond - first }, (_unused, i) =>
      filter.weight((first + i - center + 0.5) / stretched),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: Float64Array.from(raw, (weight) => rounded((weight / sum) * ONE)) };
  });
}

/** To the nearest, halves away from 0. */
function rounded(value: number): number {
  return Math.trunc(value < 0 ? value - 0.5 : value + 0.5);
}

function stretchRows({ data, width: from, height }: Pixels, taps: readonly Taps[]): Pixels {
  const width = taps.length;
  const result = new Uint8Array(width * height * 3);
  for (const [x, { first, weights }] of taps.entries()) {
    for (let y = 0; y < height; y++) {
      const start = (y * from + first) * 3;
      sumTaps(data, { start, step: 3, weights, into: result, at: (y * width + x) * 3 });
    }
  }
  return { data: result, width, height };
}

function stretchColumns({ data, width }: Pixels, taps: readonly Taps[]): Pixels {
  const height = taps.length;
  const result = new Uint8Array(width * height * 3);
  for (const [y, { first, weights }] of taps.entries()) {
    for (let x = 0; x < width; x++) {
      const start = (first * width + x) * 3;
      sumTaps(data, { start, step: width * 3, weights, into: result, at: (y * width + x) * 3 });
    }
  }
  return { data: result, width, height };
}

interface TapSum {
  readonly start: number;
  readonly step: number;
  readonly weights: Float64Array;
  readonly into: Uint8Array;
  readonly at: number;
}

/** One pixel's three channels. Sums stay below 2³¹, so doubles hold them exactly. */
function sumTaps(data: Uint8Array, { start, step, weights, into, at }: TapSum): void {
  let [a, b, c] = [ONE / 2, ONE / 2, ONE / 2];
  for (let i = 0, from = start; i < weights.length; i++, from += step) {
    const weight = weights[i] as number;
    a += weight * (data[from] as number);
    b += weight * (data[from + 1] as number);
    c += weight * (data[from + 2] as number);
  }
  into[at] = byteOf(a);
  into[at + 1] = byteOf(b);
  into[at + 2] = byteOf(c);
}

/** Weights below 0 lead beyond black and white. */
function byteOf(sum: number): number {
  return Math.max(0, Math.min(255, Math.floor(sum / ONE)));
}
