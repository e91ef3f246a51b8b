/** Samples kept for each range. */
const SAMPLES_PER_RANGE = 6;
/** Samples whose agreement is looked at, of those where range and formula meet. */
const LOOKED_AT = 24;

export interface ShownRange {
  /** (sample) pixels of the sample in the range, |B|. */
  readonly samplePixels: Uint32Array;
  /** Pixels of a sample both in the range and in the formula's mask, |B ∩ F|. */
  readonly agreementOf: (sample: number) => number;
}

/**
 * The samples that show a range: where its formula holds, and where the range is, whatever the formula says. Places
 * alternate between the sample with the next largest |B ∩ F| and the sample with the next largest |B|, each sample once;
 * of equals the lower sample index. Agreement is looked for in the 24 samples with the largest |B| of those where range
 * and formula meet. Where one list has no more, the other goes on. Samples without a pixel in the range are never chosen.
 */
export function chooseSamples({ samplePixels, agreementOf }: ShownRange, count = SAMPLES_PER_RANGE): number[] {
  const byPixels = orderByPixels(samplePixels);
  const lists = [byAgreement(byPixels, { samplePixels, agreementOf, count }), byPixels];
  const chosen = new Set<number>();
  const next = [0, 0];
  for (let turn = 0; chosen.size < Math.min(count, byPixels.length); turn += 1) {
    const which = turn % 2;
    const list = lists[which] as number[];
    let at = next[which] as number;
    while (at < list.length && chosen.has(list[at] as number)) at += 1;
    if (at < list.length) chosen.add(list[at] as number);
    next[which] = at;
  }
  return [...chosen];
}

/** Samples with a pixel in the range, the most pixels first; of equals the lower sample index. */
function orderByPixels(samplePixels: Uint32Array): number[] {
  const present: number[] = [];
  for (let sample = 0; sample < samplePixels.length; sample += 1) if (samplePixels[sample] !== 0) present.push(sample);
  return present.sort((a, b) => (samplePixels[b] as number) - (samplePixels[a] as number) || a - b);
}

/** The samples with the largest agreement, at most `count`. |B ∩ F| is at most |B|, so the search can end early. */
function byAgreement(
  byPixels: readonly number[],
  { samplePixels, agreementOf, count }: ShownRange & { count: number },
): number[] {
  const best: { sample: number; agreement: number }[] = [];
  let met = 0;
  for (const sample of byPixels) {
    const least = best.length === count ? (best.at(-1)?.agreement ?? 0) : 0;
    if (met === LOOKED_AT || (samplePixels[sample] as number) < least) break;
    const agreement = agreementOf(sample);
    if (agreement === 0) continue;
    met += 1;
    best.push({ sample, agreement });
    best.sort((a, b) => b.agreement - a.agreement || a.sample - b.sample);
    if (best.length > count) best.pop();
  }
  return best.map(({ sample }) => sample);
}
