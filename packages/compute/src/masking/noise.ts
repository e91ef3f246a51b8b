/** Spreads a whole number over 32 bits. Source: MurmurHash3's finalizer, public domain. */
function mix(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A start for one sample's numbers: neither order nor threads matter to it. */
function sampleState(seed: number, sample: number): number {
  return mix(mix(seed ^ 0x9e3779b9) + sample);
}

/**
 * (count) numbers uniform in [0, 1) for one sample, float32, the same on every machine: whole-number arithmetic, 24 bits
 * each. Source: mulberry32, public domain.
 */
export function sampleNoise(
  count: number,
  { seed, sample }: { readonly seed: number; readonly sample: number },
): Float32Array {
  const noise = new Float32Array(count);
  let state = sampleState(seed, sample);
  for (let i = 0; i < count; i += 1) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    noise[i] = ((mixed ^ (mixed >>> 14)) >>> 8) / 2 ** 24;
  }
  return noise;
}

/** (sample) all samples in an order drawn from the seed: those from which the first few are taken. */
export function drawnOrder(sampleCount: number, { seed }: { readonly seed: number }): Uint32Array {
  const keys = Float64Array.from({ length: sampleCount }, (_, sample) => mix(sampleState(seed, sample) ^ 0x5bd1e995));
  return Uint32Array.from({ length: sampleCount }, (_, sample) => sample).sort(
    (a, b) => (keys[a] as number) - (keys[b] as number) || a - b,
  );
}
