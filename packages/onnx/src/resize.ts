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
} as const satisfies Readonly<Record<string, Filter>>;

export type FilterName = keyof typeof FILTERS;

function cubic(x: number): number {
  if (x < 1) return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * SHARPNESS : 0;
}

export interface StretchOptions {
  readonly width: number;
  readonly height: number;
  /** Default bilinear. */
  readonly filter?: FilterName;
}

/**
 * Stretches an image to the size, bilinearly or bicubically with half-pixel centres: across, rounded to 8 bits, then down, rounded again.
 * When an image shrinks, the filter grows with the ratio, so that every pixel counts (antialiasing). The same numbers
 * as Pillow's and so torchvision's `Resize`, whole-number arithmetic included: activations depend on every bit, and
 * sharp's kernels place pixels elsewhere. Source: Pillow, src/libImaging/Resample.c.
 */
export function stretch(image: Pixels, { width, height, filter = 'bilinear' }: StretchOptions): Pixels {
  const by = FILTERS[filter];
  const across = image.width === width ? image : stretchRows(image, tapsOf(image.width, width, by));
  return across.height === height ? across : stretchColumns(across, tapsOf(across.height, height, by));
}

/** Of each target place: the first source place that counts, and the weights from there on. */
interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

function tapsOf(from: number, to: number, filter: Filter): Taps[] {
  const scale = from / to;
  const stretched = Math.max(scale, 1);
  const support = filter.support * stretched;
  return Array.from({ length: to }, (_, target) => {
    const center = (target + 0.5) * scale;
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
