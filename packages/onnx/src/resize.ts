/** 8 bits per value: (height, width, 3). */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Weights are whole numbers over 2²², as in Pillow. */
const ONE = 2 ** 22;

/**
 * Stretches an image to the size, bilinearly with half-pixel centres: across, rounded to 8 bits, then down, rounded again.
 * When an image shrinks, the triangle grows with the ratio, so that every pixel counts (antialiasing). The same numbers
 * as Pillow's and so torchvision's `Resize`, whole-number arithmetic included: activations depend on every bit, and
 * sharp's kernels place pixels elsewhere. Source: Pillow, src/libImaging/Resample.c.
 */
export function stretch(image: Pixels, { width, height }: { width: number; height: number }): Pixels {
  const across = image.width === width ? image : stretchRows(image, width);
  return across.height === height ? across : stretchColumns(across, height);
}

/** Of each target place: the first source place that counts, and the weights from there on. */
interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

function tapsOf(from: number, to: number): Taps[] {
  const scale = from / to;
  const support = Math.max(scale, 1);
  return Array.from({ length: to }, (_, target) => {
    const center = (target + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const beyond = Math.min(from, Math.trunc(center + support + 0.5));
    const raw = Array.from({ length: beyond - first }, (_unused, i) =>
      Math.max(0, 1 - Math.abs((first + i - center + 0.5) / support)),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: Float64Array.from(raw, (weight) => Math.trunc((weight / sum) * ONE + 0.5)) };
  });
}

function stretchRows({ data, width: from, height }: Pixels, width: number): Pixels {
  const result = new Uint8Array(width * height * 3);
  for (const [x, { first, weights }] of tapsOf(from, width).entries()) {
    for (let y = 0; y < height; y++) {
      const start = (y * from + first) * 3;
      sumTaps(data, { start, step: 3, weights, into: result, at: (y * width + x) * 3 });
    }
  }
  return { data: result, width, height };
}

function stretchColumns({ data, width, height: from }: Pixels, height: number): Pixels {
  const result = new Uint8Array(width * height * 3);
  for (const [y, { first, weights }] of tapsOf(from, height).entries()) {
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
  into[at] = Math.min(255, Math.floor(a / ONE));
  into[at + 1] = Math.min(255, Math.floor(b / ONE));
  into[at + 2] = Math.min(255, Math.floor(c / ONE));
}
