import { ChartFigure, chartLabel } from '../../charts/chart-figure';
import { LengthChart, lengthsOf, lengthTone } from '../../charts/length-chart';
import type { TrendSeries } from '../../charts/trend-data';
import type { LayerPlace } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { Still } from '../../ui/still';
import { trendFilePath } from './trend-files';
import { lengthSummary, lengthTable } from './trend-summary';

interface LengthFigureProps {
  readonly series: TrendSeries;
  readonly place: Omit<LayerPlace, 'version'>;
  readonly words: Words;
}

/** How long the formulas are, per range and version. */
export function LengthFigure({ series, place, words }: LengthFigureProps) {
  const { t } = words;
  const lengths = lengthsOf(series);
  const legend = lengths.map((length) => (
    <span key={length} className="legend-item">
      <svg width={16} height={12} aria-hidden="true">
        <rect
          width={16}
          height={12}
          rx={2}
          className="chart-length"
          style={{ fillOpacity: lengthTone(length, lengths) }}
        />
      </svg>
      {t('chart.concepts', { count: length })}
    </span>
  ));
  return (
    <ChartFigure
      id="formula-length"
      title={t('trends.lengthTitle')}
      summary={lengthSummary(series, words)}
      data={lengthTable(series, words)}
      csv={trendFilePath(place, 'formula-length')}
      words={words}
      legend={legend}
    >
      <Still className="only-wide">
        <LengthChart series={series} labelledBy={chartLabel('formula-length')} width={1192} />
      </Still>
      <Still className="only-narrow">
        <LengthChart series={series} labelledBy={chartLabel('formula-length')} width={358} />
      </Still>
    </ChartFigure>
  );
}
