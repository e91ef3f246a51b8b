/** Samples kept for each range. */
const SAMPLES_PER_RANGE = 6;
/** Samples whose agreement is looked at, of those where range and formula meet. */
const LOOKED_AT = 24;

/** What is known of |B ∩ F| without counting it. `most` is 0 exactly where range and formula don't meet. */
export interface AgreementBounds {
  readonly least: number;
  readonly most: number;
}

export interface ShownRange {
  /** (sample) pixels of the sample in the range, |B|. */
  readonly samplePixels: Uint32Array;
  /** Cheap bounds of `agreementOf`. */
  readonly boundsOf: (sample: number) => AgreementBounds;
  /** Pixels of a sample both in the range and in the formula's mask, |B ∩ F|; asked for only where the bounds don't tell. */
  readonly agreementOf: (sample: number) => number;
}

/**
 * The samples that show a range: where its formula holds, and where the range is, whatever the formula says. Places
 * alternate between the sample with the next largest |B ∩ F| and the sample with the next largest |B|, each sample once;
 * of equals the lower sample index. Agreement is looked for in the 24 samples with the largest |B| of those where range
 * and formula meet. Where one list has no more, the other goes on. Samples without a pixel in the range are never chosen.
 */
export function chooseSamples(shown: ShownRange, count = SAMPLES_PER_RANGE): number[] {
  const byPixels = orderByPixels(shown.samplePixels);
  const lists = [byAgreement(byPixels, shown), byPixels.values()];
  const chosen = new Set<number>();
  for (let turn = 0; chosen.size < Math.min(count, byPixels.length); turn += 1) {
    const list = lists[turn % 2] as Iterator<number>;
    let next = list.next();
    while (!next.done && chosen.has(next.value)) next = list.next();
    if (!next.done) chosen.add(next.value);
  }
  return [...chosen];
}

/** Samples with a pixel in the range, the most pixels first; of equals the lower sample index. */
function orderByPixels(samplePixels: Uint32Array): number[] {
  const samples = samplePixels.length;
  // One number says both: sorting numbers needs no comparing function, and is several times as fast.
  const keys = new Float64Array(samples);
  let present = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const pixels = samplePixels[sample] as number;
    if (pixels !== 0) keys[present++] = sample - pixels * samples;
  }
  return Array.from(keys.subarray(0, present).sort(), (key) => ((key % samples) + samples) % samples);
}

interface Candidate {
  readonly sample: number;
  bounds: AgreementBounds;
}

/**
 * The samples with the largest agreement, one after the other. The next is the one that can have the most, once its
 * agreement is known: only those that may come next are counted.
 */
function* byAgreement(
  byPixels: readonly number[],
  { boundsOf, agreementOf }: Omit<ShownRange, 'samplePixels'>,
): Generator<number, undefined> {
  const open: Candidate[] = [];
  for (const sample of byPixels) {
    const bounds = boundsOf(sample);
    if (bounds.most > 0) open.push({ sample, bounds });
    if (open.length === LOOKED_AT) break;
  }
  while (open.length > 0) {
    const first = open.reduce((a, b) => ((b.bounds.most - a.bounds.most || a.sample - b.sample) > 0 ? b : a));
    if (first.bounds.least === first.bounds.most) {
      open.splice(open.indexOf(first), 1);
      yield first.sample;
    } else {
      const agreement = agreementOf(first.sample);
      first.bounds = { least: agreement, most: agreement };
    }
  }
  return undefined;
}
