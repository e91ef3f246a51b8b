import { createRandom, mixBits } from '@strata/statistics';

/** A start for one sample's numbers: neither order nor threads matter to it. */
function sampleState(seed: number, sample: number): number {
  return mixBits(mixBits(seed ^ 0x9e3779b9) + sample);
}

/** (count) numbers uniform in [0, 1) for one sample, float32, the same on every machine: 24 bits each. */
export function sampleNoise(
  count: number,
  { seed, sample }: { readonly seed: number; readonly sample: number },
): Float32Array {
  const noise = new Float32Array(count);
  const { bits } = createRandom(sampleState(seed, sample));
  for (let i = 0; i < count; i += 1) noise[i] = (bits() >>> 8) / 2 ** 24;
  return noise;
}

/** (sample) all samples in an order drawn from the seed: those from which the first few are taken. */
export function drawnOrder(sampleCount: number, { seed }: { readonly seed: number }): Uint32Array {
  const keys = Float64Array.from({ length: sampleCount }, (_, sample) =>
    mixBits(sampleState(seed, sample) ^ 0x5bd1e995),
  );
  return Uint32Array.from({ length: sampleCount }, (_, sample) => sample).sort(
    (a, b) => (keys[a] as number) - (keys[b] as number) || a - b,
  );
}
