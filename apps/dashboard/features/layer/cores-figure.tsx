import { ChartFigure, chartLabel } from '../../charts/chart-figure';
import { type Core, CoresChart } from '../../charts/cores-chart';
import type { DataTable } from '../../charts/csv';
import { type LayerPlace, neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';

interface CoresFigureProps {
  readonly cores: readonly Core[];
  readonly clusterCount: number;
  readonly place: LayerPlace;
  readonly words: Words;
}

/** The whole layer at a glance. */
export function CoresFigure({ cores, clusterCount, place, words }: CoresFigureProps) {
  const { t, iou } = words;
  const best = cores.reduce((a, b) => (topOf(b) > topOf(a) ? b : a));
  const data = tableOf(cores, clusterCount, words);
  const shared = {
    cores,
    clusterCount,
    words,
    labelledBy: chartLabel('cores'),
    href: (unit: number) => neuronPath(place, unit),
  };
  return (
    <ChartFigure
      id="cores"
      title={t('layer.coresTitle')}
      summary={t('layer.coresSummary', {
        count: cores.length,
        unit: best.unitIndex,
        iou: iou(topOf(best)),
        index: clusterCount,
      })}
      data={data}
      words={words}
    >
      <div className="only-wide">
        <CoresChart {...shared} />
      </div>
      <div className="only-narrow">
        <CoresChart {...shared} width={358} columns={16} />
      </div>
    </ChartFigure>
  );
}

function topOf({ overlaps }: Core): number {
  return overlaps.at(-1) ?? 0;
}

function tableOf(cores: readonly Core[], clusterCount: number, { t }: Words): DataTable {
  const ranges = Array.from({ length: clusterCount }, (_, index) => t('range.name', { index: index + 1 }));
  return {
    columns: [t('column.neuron'), ...ranges],
    rows: cores.map(({ unitIndex, overlaps }) => [
      unitIndex,
      ...overlaps.map((iou) => iou && Number(iou.toPrecision(6))),
    ]),
  };
}
