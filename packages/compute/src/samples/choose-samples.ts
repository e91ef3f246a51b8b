/** Samples kept for each range. */
const SAMPLES_PER_RANGE = 6;

/**
 * The samples that show a range: those with the most pixels in it; of equals the lower sample index. Samples without
 * any such pixel are never chosen. `samplePixels` is (sample).
 */
export function chooseSamples(samplePixels: Uint32Array, count = SAMPLES_PER_RANGE): number[] {
  const chosen: number[] = [];
  for (let sample = 0; sample < samplePixels.length; sample += 1) {
    const pixels = samplePixels[sample] as number;
    if (pixels === 0) continue;
    const place = chosen.findIndex((other) => (samplePixels[other] as number) < pixels);
    if (place >= 0) chosen.splice(place, 0, sample);
    else chosen.push(sample);
    if (chosen.length > count) chosen.pop();
  }
  return chosen;
}
