import { SPECIALIZATIONS } from '@strata/domain';
import { ChartFigure, chartLabel } from '../../charts/chart-figure';
import { ClassSwatch } from '../../charts/class-swatch';
import { ReadingLine } from '../../charts/reading-line';
import type { ShareHref } from '../../charts/share-stack';
import { SpecializationChart } from '../../charts/specialization-chart';
import type { TrendSeries } from '../../charts/trend-data';
import { LINE_FROM, NARROW_SHARES } from '../../charts/trend-layout';
import { type LayerPlace, layerPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { Still } from '../../ui/still';
import { Term } from '../glossary/term';
import { filterQuery, readFilters } from '../place/layer-filters';
import { CLASS_TERMS, classParameter } from '../specialization/class-words';
import { shownSpecializationTable, specializationSummary, specializationTable } from './specialization-summary';
import { trendFilePath } from './trend-files';

interface SpecializationFigureProps {
  readonly series: TrendSeries;
  readonly place: Omit<LayerPlace, 'version'>;
  readonly words: Words;
}

/** How specialized every range is, beside the band of untrained networks. Every part of a bar leads to its neurons. */
export function SpecializationFigure({ series, place, words }: SpecializationFigureProps) {
  const { t } = words;
  const data = specializationTable(series, words);
  const shareHref: ShareHref = ({ label }, clusterIndex, specialization) => {
    const filters = readFilters({
      range: `${clusterIndex}`,
      ...(specialization ? { class: classParameter(specialization) } : {}),
    });
    return `${layerPath({ ...place, version: label })}${filterQuery(filters)}`;
  };
  const shared = { series, words, labelledBy: chartLabel('specialization'), shareHref };
  return (
    <ChartFigure
      id="specialization"
      title={t('trends.specialization.title')}
      summary={specializationSummary(series, words)}
      data={data}
      shown={shownSpecializationTable(data, words)}
      csv={trendFilePath(place, 'specialization')}
      words={words}
      legend={<Legend isLine={series.versions.length >= LINE_FROM} words={words} />}
    >
      <ReadingLine>
        <Still className="only-wide">
          <SpecializationChart {...shared} id="classes-wide" />
        </Still>
        <Still className="only-narrow">
          <SpecializationChart {...shared} id="classes-narrow" measures={NARROW_SHARES} />
        </Still>
      </ReadingLine>
    </ChartFigure>
  );
}

/** Meanings stand in the glossary below: a popover's script would be the heaviest part of the page. */
function Legend({ isLine, words }: { isLine: boolean; words: Words }) {
  const { t } = words;
  return (
    <>
      {SPECIALIZATIONS.toReversed()
        .filter((one) => !isLine || one === 'SPECIALIZED')
        .map((specialization) => (
          <span key={specialization} className="legend-item">
            <ClassSwatch specialization={specialization} />
            <Term name={CLASS_TERMS[specialization]} words={words} text={t(`class.${specialization}`)} />
          </span>
        ))}
      <span className="legend-item">
        <svg width={30} height={14} aria-hidden="true">
          <path className="share-ribbon" d="M0 1h30v12h-30Z" />
          <path className="share-line" d="M0 7h30" />
          <path className="whisker-line" d="M11 1h8M15 1v12M11 13h8" />
        </svg>
        {t('chart.whisker')}
      </span>
      <span className="legend-item">
        <svg width={16} height={14} aria-hidden="true">
          <path className="untrained-band" d="M1 1h14v12H1Z" />
          <path className="untrained-line" d="M1 7h14" />
        </svg>
        {t('chart.untrainedBand')}
      </span>
    </>
  );
}
