import { rangesFromTop } from '../../charts/trend-data';
import { neuronPath } from '../../data/paths';
import type { NeuronQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';
import { ClassMark } from '../specialization/class-mark';

type History = NonNullable<NeuronQuery['unit']>['history'];

interface HistoryTableProps {
  readonly history: History;
  readonly clusterCount: number;
  readonly unitIndex: number;
  /** The version of this page. */
  readonly version: string;
  readonly place: { readonly model: string; readonly layer: string };
  readonly words: Words;
}

/** The neuron's formulas from version to version, the strongest range on top; what stays says so instead of repeating. */
export function HistoryTable({ history, clusterCount, unitIndex, version, place, words }: HistoryTableProps) {
  const { t } = words;
  return (
    <table className="data-table history">
      <thead>
        <tr>
          <th scope="col">{t('column.range')}</th>
          {history.map(({ layer: { modelVersion } }) => (
            <th key={modelVersion.label} scope="col" aria-current={modelVersion.label === version ? 'true' : undefined}>
              {modelVersion.label === version ? (
                modelVersion.label
              ) : (
                <TextLink href={neuronPath({ ...place, version: modelVersion.label }, unitIndex)}>
                  {modelVersion.label}
                </TextLink>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rangesFromTop(clusterCount).map((clusterIndex) => (
          <tr key={clusterIndex}>
            <th scope="row">
              <RangeMark index={clusterIndex} count={clusterCount} />
            </th>
            {history.map((_, at) => (
              <HistoryCell
                key={history[at]?.layer.modelVersion.label}
                history={history}
                at={at}
                clusterIndex={clusterIndex}
                version={version}
                words={words}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HistoryCellProps {
  readonly history: History;
  readonly at: number;
  readonly clusterIndex: number;
  readonly version: string;
  readonly words: Words;
}

function HistoryCell({ history, at, clusterIndex, version, words }: HistoryCellProps) {
  const explanationAt = (index: number) =>
    history[index]?.clusters.find((cluster) => cluster.clusterIndex === clusterIndex)?.explanation;
  const explanation = explanationAt(at);
  const current = history[at]?.layer.modelVersion.label === version ? 'true' : undefined;
  if (!explanation) return <td data-current={current}>–</td>;
  const same = explanationAt(at - 1)?.formula.text === explanation.formula.text;
  return (
    <td data-current={current}>
      {same ? (
        <span className="text-quiet">{words.t('neuron.unchanged')}</span>
      ) : (
        <FormulaChips formula={explanation.formula} words={words} />
      )}
      <span className="history-score">
        {explanation.specialization && <ClassMark specialization={explanation.specialization} words={words} quiet />}
        {words.iou(explanation.iou)} · {words.times(explanation.timesShuffled)}
      </span>
    </td>
  );
}
