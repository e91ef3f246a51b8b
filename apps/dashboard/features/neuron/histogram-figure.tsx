import { ActivationHistogram, HISTOGRAM_LEFT, type HistogramData } from '../../charts/activation-histogram';
import { ChartFigure, chartLabel } from '../../charts/chart-figure';
import type { DataTable } from '../../charts/csv';
import { HistogramReader } from '../../charts/histogram-reader';
import type { RangeLaneFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { histogramReadings } from './histogram-readings';

interface HistogramFigureProps {
  readonly histogram: HistogramData;
  /** Ascending. */
  readonly clusters: readonly RangeLaneFragment[];
  /** The share of values that are left out as zeros; null where none is. */
  readonly offShare: number | null;
  readonly words: Words;
}

const WIDE = 1192;
const NARROW = 358;

/** How strongly the neuron fires and how often, with its ranges as bands. */
export function HistogramFigure({ histogram, clusters, offShare, words }: HistogramFigureProps) {
  const { t, quantity, percent, count } = words;
  const total = histogram.counts.reduce((sum, n) => sum + n, 0);
  const top = clusters.at(-1);
  const above = top?.lower ?? histogram.lower;
  const bands = clusters.map(({ clusterIndex, lower, upper }) => ({
    clusterIndex,
    lower: lower ?? null,
    upper: upper ?? null,
  }));
  const values = {
    n: count(total),
    lower: quantity(histogram.lower),
    upper: quantity(histogram.upper),
    index: clusters.length,
    above: quantity(above),
    zeros: percent(offShare ?? 0),
  };
  const withZeros = histogram.lower >= 0 ? t('neuron.histogramZeros', values) : t('neuron.histogramOff', values);
  const summary = offShare ? withZeros : t('neuron.histogramSummary', values);
  const shared = { histogram, bands, words, labelledBy: chartLabel('activations') };
  const readings = histogramReadings({ histogram, bands }, words);
  const start = Math.floor(((above - histogram.lower) / (histogram.upper - histogram.lower)) * readings.length);
  const reader = {
    label: t('neuron.readingLine'),
    readings,
    start: Math.max(0, Math.min(readings.length - 1, start || 0)),
  };
  return (
    <ChartFigure
      id="activations"
      title={t('neuron.histogramTitle')}
      summary={summary}
      data={tableOf(histogram, words)}
      words={words}
    >
      <div className="only-wide">
        <HistogramReader {...reader} left={HISTOGRAM_LEFT / WIDE}>
          <ActivationHistogram {...shared} width={WIDE} />
        </HistogramReader>
      </div>
      <div className="only-narrow">
        <HistogramReader {...reader} left={HISTOGRAM_LEFT / NARROW}>
          <ActivationHistogram {...shared} width={NARROW} />
        </HistogramReader>
      </div>
    </ChartFigure>
  );
}

function tableOf({ lower, upper, counts }: HistogramData, { t }: Words): DataTable {
  const edge = (bin: number) => Number((lower + (bin * (upper - lower)) / counts.length).toPrecision(6));
  return {
    columns: [t('column.from'), t('column.to'), t('column.values')],
    rows: counts.map((count, bin) => [edge(bin), edge(bin + 1), count]),
  };
}
