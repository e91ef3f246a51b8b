import { createRandom, type Random } from '@strata/statistics';
import type { ValidityWorld } from './explain-maps.ts';

/** Kinds of maps that know nothing of an image. */
export const NOISE = ['independent', 'smooth', 'heavy-tailed', 'rectified', 'one level an image'] as const;
export type Noise = (typeof NOISE)[number];

/** Units of noise: of each (sample, height, width). */
export function noiseMaps(
  world: ValidityWorld,
  { kind, units, seed }: { readonly kind: Noise; readonly units: number; readonly seed: number },
): Float32Array[] {
  const random = createRandom(seed);
  return Array.from({ length: units }, () => {
    const maps = new Float32Array(world.index.sampleCount * world.height * world.width).map(() => normal(random));
    return shaped(maps, { kind, world, random });
  });
}

/** Box and Muller's way. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function shaped(
  maps: Float32Array,
  { kind, world: { height, width }, random }: { kind: Noise; world: ValidityWorld; random: Random },
): Float32Array {
  const size = height * width;
  switch (kind) {
    case 'independent':
      return maps;
    case 'heavy-tailed':
      return maps.map((value) => Math.sign(value) * Math.abs(value) ** 4);
    case 'rectified':
      return maps.map((value) => Math.max(0, value - 0.5));
    case 'one level an image': {
      const levels = Array.from({ length: maps.length / size }, () => 2 * normal(random));
      return maps.map((value, i) => value + (levels[Math.floor(i / size)] as number));
    }
    case 'smooth':
      return maps.map((_, i) => neighbourhood(maps, i, { height, width }));
  }
}

/** The sum over 5 × 5 values around one, on a torus. */
function neighbourhood(
  maps: Float32Array,
  i: number,
  { height, width }: { readonly height: number; readonly width: number },
): number {
  const size = height * width;
  const start = i - (i % size);
  const [y, x] = [Math.floor((i - start) / width), (i - start) % width];
  let sum = 0;
  for (let dy = -2; dy <= 2; dy += 1) {
    for (let dx = -2; dx <= 2; dx += 1) {
      sum += maps[start + ((y + dy + height) % height) * width + ((x + dx + width) % width)] as number;
    }
  }
  return sum;
}
