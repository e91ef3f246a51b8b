import type { HistogramData, RangeBand } from '../../charts/activation-histogram';
import type { Words } from '../../i18n/words';

interface ReadHistogram {
  readonly histogram: HistogramData;
  /** Ascending. */
  readonly bands: readonly RangeBand[];
}

/** What the reading line says at each bin: the value, its range, how many activations lie there and how many above. */
export function histogramReadings(
  { histogram: { lower, upper, counts }, bands }: ReadHistogram,
  words: Words,
): string[] {
  const { t, quantity, percent, count } = words;
  const total = counts.reduce((sum, n) => sum + n, 0);
  let above = total;
  return counts.map((here, bin) => {
    above -= here;
    const value = lower + ((bin + 0.5) * (upper - lower)) / counts.length;
    const band = bands.find((one) => value >= (one.lower ?? -Infinity) && value < (one.upper ?? Infinity));
    const values = {
      value: quantity(value),
      here: count(here),
      above: percent(total === 0 ? 0 : above / total),
      index: band?.clusterIndex ?? 0,
    };
    return band ? t('neuron.reading', values) : t('neuron.readingBetween', values);
  });
}
