import type { Thresholds } from '../../src/index.ts';

/** Five contiguous ranges for values around 0, and for rectified ones. */
export const THRESHOLDS: Readonly<Record<'dense' | 'rectified', Thresholds>> = {
  dense: {
    lowest: Float32Array.of(Number.NEGATIVE_INFINITY, -0.8, -0.2, 0.3, 1),
    beyond: Float32Array.of(-0.8, -0.2, 0.3, 1, Number.POSITIVE_INFINITY),
  },
  rectified: {
    lowest: Float32Array.of(2 ** -149, 0.2, 0.5, 0.9, 1.5),
    beyond: Float32Array.of(0.2, 0.5, 0.9, 1.5, Number.POSITIVE_INFINITY),
  },
};

/** Cells of images: rectangles, and a twentieth of the pixels of another colour. */
export function cellsOfImages(count: number, side: number): Uint32Array[] {
  const next = seeded(1);
  const below = (limit: number): number => Math.floor(next() * limit);
  return Array.from({ length: count }, () => {
    const cells = new Uint32Array(side * side);
    for (let rectangle = 0; rectangle < 12; rectangle += 1) {
      const [left, top, cell] = [below(side), below(side), 11 * below(90)];
      const [right, bottom] = [left + 4 + below(side / 2), top + 4 + below(side / 2)].map((at) => Math.min(side, at));
      for (let y = top; y < (bottom as number); y += 1) cells.fill(cell, y * side + left, y * side + (right as number));
    }
    return cells.map((cell) => (next() < 0.05 ? cell + below(11) : cell));
  });
}

/** A unit's maps (image, side, side): sums of a few waves, as smooth as activations are; rectified ones mostly 0. */
export function mapsOfUnit({
  images,
  side,
  unit,
  kind,
}: {
  readonly images: number;
  readonly side: number;
  readonly unit: number;
  readonly kind: 'dense' | 'rectified';
}): Float32Array {
  const next = seeded(unit + 2);
  const maps = new Float32Array(images * side * side);
  for (let image = 0; image < images; image += 1) {
    const waves = Array.from({ length: 6 }, () => [next() * 4, next() * 4, next() * 6.3, next()] as const);
    for (let pixel = 0; pixel < side * side; pixel += 1) {
      const [x, y] = [(pixel % side) / side, Math.floor(pixel / side) / side];
      let value = (next() - 0.5) / 2;
      for (const [across, down, phase, height] of waves)
        value += height * Math.sin(6.3 * (across * x + down * y) + phase);
      maps[image * side * side + pixel] = kind === 'dense' ? value : Math.max(0, value - 0.7);
    }
  }
  return maps;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
