import { ChartFigure, chartLabel } from '../../charts/chart-figure';
import type { DataTable } from '../../charts/csv';
import { FormulaFlow } from '../../charts/formula-flow';
import { changedRanges, type FlowVersion } from '../../charts/formula-flow-data';
import { rangesFromTop } from '../../charts/trend-data';
import type { NeuronQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { formulaPlain } from '../formula/formula-plain';
import { formulaParts } from '../formula/formula-sentence';
import { HistoryTable } from './history-table';

type History = NonNullable<NeuronQuery['unit']>['history'];

interface FlowFigureProps {
  /** Two versions or more. */
  readonly history: History;
  readonly clusterCount: number;
  readonly unitIndex: number;
  readonly version: string;
  readonly place: { readonly model: string; readonly layer: string };
  readonly words: Words;
}

/** Columns that can be read side by side. */
const WIDE_MAX = 7;
const MIDDLE_MAX = 3;
const NARROW_MAX = 2;

/** How the neuron's formulas change from version to version; the whole history stands in the table. */
export function FlowFigure(props: FlowFigureProps) {
  const { history, clusterCount, version, words } = props;
  const versions = history.map((one) => toFlow(one, version, words));
  const shared = { clusterCount, words, labelledBy: chartLabel('history') };
  return (
    <ChartFigure
      id="history"
      title={words.t('neuron.historyTitle')}
      summary={summary(versions, words)}
      data={tableOf(history, clusterCount, words)}
      table={<HistoryTable {...props} />}
      words={words}
    >
      <div className="only-wide">
        <FormulaFlow {...shared} versions={around(versions, WIDE_MAX)} />
      </div>
      <div className="only-middle">
        <FormulaFlow {...shared} versions={around(versions, MIDDLE_MAX)} width={756} />
      </div>
      <div className="only-narrow">
        <FormulaFlow {...shared} versions={around(versions, NARROW_MAX)} width={358} />
      </div>
    </ChartFigure>
  );
}

function toFlow({ layer, clusters }: History[number], version: string, words: Words): FlowVersion {
  const { label } = layer.modelVersion;
  return {
    label,
    current: label === version,
    cells: clusters.flatMap(({ clusterIndex, explanation }) => {
      if (!explanation) return [];
      const uses = formulaParts(explanation.formula.text).flatMap((part) =>
        part.kind === 'concept' ? [`${part.negated ? 'not ' : ''}${part.name}`] : [],
      );
      return [{ clusterIndex, uses, text: formulaPlain(explanation.formula.text, words, explanation.formula) }];
    }),
  };
}

/** `most` versions in a row: the newest, or those from the page's on where it would be left out. */
function around(versions: readonly FlowVersion[], most: number): readonly FlowVersion[] {
  const current = versions.findIndex((version) => version.current);
  const start = Math.max(0, Math.min(current < 0 ? versions.length : current, versions.length - most));
  return versions.slice(start, start + most);
}

/** How many ranges changed at the last step to the page's version, and since the first. */
function summary(versions: readonly FlowVersion[], { t }: Words): string {
  const at = versions.findIndex(({ current }) => current);
  const here = versions[at] ?? versions.at(-1);
  const first = versions[0];
  if (!here || !first) return '';
  const total = here.cells.length;
  const before = versions[at - 1];
  if (!before) return t('neuron.flowFirst', { version: shortened(here.label), versions: versions.length });
  return t('neuron.flowSummary', {
    from: shortened(before.label),
    version: shortened(here.label),
    changed: changedRanges(before, here),
    total,
    first: shortened(first.label),
    since: changedRanges(first, here),
  });
}

function tableOf(history: History, clusterCount: number, { t }: Words): DataTable {
  return {
    columns: [
      t('column.range'),
      t('column.version'),
      t('numbers.formula'),
      t('column.overlap'),
      t('column.chance'),
      t('column.timesShuffled'),
      t('column.class'),
    ],
    rows: rangesFromTop(clusterCount).flatMap((clusterIndex) =>
      history.flatMap(({ layer, clusters }) => {
        const found = clusters.find((cluster) => cluster.clusterIndex === clusterIndex)?.explanation;
        if (!found) return [];
        const { formula, iou, chance, timesShuffled, specialization } = found;
        const word = specialization ? t(`class.${specialization}`) : null;
        return [[clusterIndex, layer.modelVersion.label, formula.text, iou, chance, timesShuffled ?? null, word]];
      }),
    ),
  };
}
