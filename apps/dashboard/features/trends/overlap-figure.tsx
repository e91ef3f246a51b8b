import { ChartFigure, chartLabel } from '../../charts/chart-figure';
import { ReadingLine } from '../../charts/reading-line';
import { TrendChart } from '../../charts/trend-chart';
import type { TrendSeries, TrendVersion } from '../../charts/trend-data';
import { NARROW } from '../../charts/trend-layout';
import { type LayerPlace, layerPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { Still } from '../../ui/still';
import { Term } from '../glossary/term';
import { trendFilePath } from './trend-files';
import { overlapSummary, overlapTable, shownOverlapTable } from './trend-summary';

interface OverlapFigureProps {
  readonly series: TrendSeries;
  readonly place: Omit<LayerPlace, 'version'>;
  readonly words: Words;
}

/** The trend's main picture. Every point leads to the neurons behind it. */
export function OverlapFigure({ series, place, words }: OverlapFigureProps) {
  const { t } = words;
  const data = overlapTable(series, words);
  const neuronsHref = (version: string, range: number) => `${layerPath({ ...place, version })}?range=${range}`;
  const pointHref = ({ label }: TrendVersion, clusterIndex: number) => neuronsHref(label, clusterIndex);
  const shared = { series, words, labelledBy: chartLabel('overlap'), pointHref };
  return (
    <ChartFigure
      id="overlap"
      title={t('trends.overlapTitle')}
      summary={overlapSummary(series, words)}
      data={data}
      shown={shownOverlapTable(data, words)}
      csv={trendFilePath(place, 'overlap')}
      rowHrefs={data.rows.map(([range, version]) => neuronsHref(`${version}`, Number(range)))}
      words={words}
      legend={<Legend words={words} />}
    >
      <ReadingLine>
        <Still className="only-wide">
          <TrendChart {...shared} />
        </Still>
        <Still className="only-narrow">
          <TrendChart {...shared} measures={NARROW} />
        </Still>
      </ReadingLine>
    </ChartFigure>
  );
}

function Legend({ words }: { words: Words }) {
  const { t } = words;
  return (
    <>
      <span className="legend-item">
        <svg width={26} height={12} aria-hidden="true">
          <line x1={1} x2={25} y1={6} y2={6} className="chart-median" />
          <circle cx={13} cy={6} r={3} fill="var(--surface)" className="chart-dot" />
        </svg>
        <Term name="overlap" words={words} text={t('chart.median')} />
      </span>
      <span className="legend-item">
        <svg width={26} height={12} aria-hidden="true">
          <rect width={26} height={12} rx={2} fill="var(--range-3)" className="chart-band" />
        </svg>
        {t('chart.quartiles')}
      </span>
      <span className="legend-item">
        <svg width={26} height={12} aria-hidden="true">
          <rect width={26} height={12} rx={2} fill="var(--range-3)" className="chart-band" />
          <rect y={3} width={26} height={6} className="chart-interval" />
        </svg>
        {t('chart.meanInterval')}
      </span>
      <span className="legend-item">
        <svg width={26} height={12} aria-hidden="true">
          <line x1={2} x2={25} y1={6} y2={6} className="chart-chance" />
        </svg>
        <Term name="chance" words={words} text={t('chart.chance')} />
      </span>
    </>
  );
}
