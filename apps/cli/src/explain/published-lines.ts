import type { PublishedRange } from '@strata/runs';

/** The classes by the published code's rule, highest range first, in lines for people; none without a baseline. */
export function publishedLines(ranges: readonly PublishedRange[]): string[] {
  if (ranges.length === 0) return [];
  const percent = (count: number, n: number) => `${((100 * count) / n).toFixed(1)} %`;
  return [
    'specialization by the published rule, against one untrained network, which has no control: nothing is concluded from it:',
    ...ranges
      .toReversed()
      .map(
        ({ clusterIndex, n, unspecialized, weaklySpecialized }) =>
          `  range ${clusterIndex}: n ${n} · unspecialized ${percent(unspecialized, n)} · weakly ${percent(weaklySpecialized, n)} · ` +
          `specialized ${percent(n - unspecialized - weaklySpecialized, n)}`,
      ),
  ];
}
