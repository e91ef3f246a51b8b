import { ChartFigure, chartLabel } from '../../charts/chart-figure';
import type { DataTable } from '../../charts/csv';
import { type Slope, SlopeChart } from '../../charts/slope-chart';
import { rangesFromTop } from '../../charts/trend-data';
import type { NeuronQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

type History = NonNullable<NeuronQuery['unit']>['history'];

/** What is compared: the overlap, or how many times that of shuffled images it is. */
type Measure = 'iou' | 'timesShuffled';

interface SlopeFigureProps {
  readonly measure: Measure;
  readonly history: History;
  readonly clusterCount: number;
  readonly version: string;
  readonly words: Words;
}

/** A measure range by range, from the first version to the page's; nothing on the page of the first. */
export function SlopeFigure({ measure, history, clusterCount, version, words }: SlopeFigureProps) {
  const { t, iou, lift } = words;
  const write = measure === 'iou' ? iou : (value: number) => `${lift(value)}×`;
  const first = history[0];
  const here = history.find(({ layer }) => layer.modelVersion.label === version);
  if (!first || !here || first === here) return null;
  const slopes = rangesFromTop(clusterCount).map((clusterIndex) => ({
    clusterIndex,
    before: measured(first, { clusterIndex, measure }),
    after: measured(here, { clusterIndex, measure }),
  }));
  const id = `change-${measure}`;
  const ends: readonly [string, string] = [first.layer.modelVersion.label, version];
  const shared = { slopes, clusterCount, ends, write, words, labelledBy: chartLabel(id) };
  return (
    <ChartFigure
      id={id}
      title={t(`neuron.slope.${measure}`, { from: ends[0], to: ends[1] })}
      summary={summary(slopes, { measure, from: ends[0], to: ends[1], write, words })}
      data={tableOf(slopes, { ends, words })}
      shown={tableOf(slopes, { ends, words, write })}
      words={words}
    >
      <div className="only-wide">
        <SlopeChart {...shared} width={540} />
      </div>
      <div className="only-narrow">
        <SlopeChart {...shared} width={358} />
      </div>
    </ChartFigure>
  );
}

function measured(
  { clusters }: History[number],
  { clusterIndex, measure }: { clusterIndex: number; measure: Measure },
): number | null {
  return clusters.find((cluster) => cluster.clusterIndex === clusterIndex)?.explanation?.[measure] ?? null;
}

interface SummaryParts {
  readonly measure: Measure;
  readonly from: string;
  readonly to: string;
  readonly write: (value: number) => string;
  readonly words: Words;
}

/** The range that changed most, and how many rose and fell. */
function summary(slopes: readonly Slope[], { measure, from, to, write, words: { t } }: SummaryParts): string {
  const known = slopes.flatMap(({ clusterIndex, before, after }) =>
    before === null || after === null ? [] : [{ clusterIndex, before, after }],
  );
  const most = known.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))[0];
  if (!most) return t('neuron.slope.nothing');
  return t(`neuron.slope.${measure}Summary`, {
    from,
    to,
    rose: known.filter(({ before, after }) => after > before).length,
    fell: known.filter(({ before, after }) => after < before).length,
    index: most.clusterIndex,
    before: write(most.before),
    after: write(most.after),
  });
}

interface TableParts {
  readonly ends: readonly [string, string];
  readonly words: Words;
  /** Default: in full. */
  readonly write?: (value: number) => string | number;
}

function tableOf(slopes: readonly Slope[], { ends, words: { t }, write = (value) => value }: TableParts): DataTable {
  return {
    columns: [t('column.range'), ...ends],
    rows: slopes.map(({ clusterIndex, before, after }) => [
      clusterIndex,
      ...[before, after].map((value) => (value === null ? null : write(value))),
    ]),
  };
}
