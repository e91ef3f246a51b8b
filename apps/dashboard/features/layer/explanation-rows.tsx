import type { Specialization } from '@strata/domain';
import { OverlapBar } from '../../charts/overlap-bar';
import { rangeColor } from '../../charts/range-color';
import { type LayerPlace, neuronPath } from '../../data/paths';
import type { ExplanationsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';
import type { Column } from '../place/columns';
import { filterQuery, type LayerFilters } from '../place/layer-filters';
import { JudgementMark } from '../reviews/judgement-mark';
import { ClassMark } from '../specialization/class-mark';
import { classParameter } from '../specialization/class-words';

type Explanation = NonNullable<ExplanationsQuery['layer']>['explanations']['nodes'][number];

export interface ExplanationRowsProps {
  readonly nodes: readonly Explanation[];
  readonly clusterCount: number;
  readonly columns: readonly Column[];
  /** The overlap at the right end of every row's bar. */
  readonly max: number;
  readonly filters: LayerFilters;
  readonly place: LayerPlace;
  readonly here: string;
  readonly words: Words;
}

/** One explanation a row. A concept's chip filters by it; the number opens the neuron. */
export function ExplanationRows(props: ExplanationRowsProps) {
  const { nodes, clusterCount, columns, max, filters, place, here, words } = props;
  const { t, iou } = words;
  const conceptHref = (name: string, negated: boolean) => {
    const key = negated ? 'not' : 'concept';
    return `${here}${filterQuery(filters, { [key]: [...new Set([...filters[key], name])] })}`;
  };
  return nodes.map((node) => (
    <tr key={node.id}>
      <th scope="row" className="cell-neuron">
        <TextLink href={`${neuronPath(place, node.unit.unitIndex)}#range-${node.clusterIndex}`}>
          <span className="sr-only">{t('column.neuron')} </span>
          {node.unit.unitIndex}
        </TextLink>
      </th>
      <td className="cell-range">
        <RangeMark index={node.clusterIndex} count={clusterCount} label={t('column.range')} />
      </td>
      <td className="cell-formula">
        <FormulaChips formula={node.formula} words={words} conceptHref={conceptHref} />{' '}
        <JudgementMark judgement={node.judgement} words={words} />
      </td>
      <td className="cell-overlap">
        <OverlapBar iou={node.iou} chance={node.chance} max={max} color={rangeColor(node.clusterIndex, clusterCount)} />
        <strong>{iou(node.iou)}</strong>
      </td>
      {columns.map((column) =>
        column === 'class' ? (
          <ClassCell key={column} specialization={node.specialization} filters={filters} here={here} words={words} />
        ) : (
          <td key={column} className="num cell-number" data-label={t(`column.${column}`)}>
            {writeNumber(node, column, words)}
          </td>
        ),
      )}
    </tr>
  ));
}

function writeNumber(node: Explanation, column: Exclude<Column, 'class'>, { t, iou, times, percent }: Words): string {
  const share = (value: number | null | undefined) => (value == null ? '–' : percent(value));
  const { metrics } = node;
  return {
    grade: () => (node.grade ? t(`grade.${node.grade}`) : t('evidence.short')),
    times: () => times(node.timesShuffled),
    chance: () => iou(node.chance),
    lift: () => times(node.lift),
    length: () => String(node.length),
    detection: () => share(metrics.detectionAccuracy),
    activation: () => share(metrics.activationCoverage),
    sample: () => (metrics.sampleCoverage == null ? '–' : sampleCoverageShort(metrics, percent)),
    explanation: () => share(metrics.explanationCoverage),
    gap: () => (node.gap == null ? '–' : iou(node.gap)),
  }[column]();
}

/** The share, and after a stroke what it is with the maps of other images. */
function sampleCoverageShort(
  { sampleCoverage, shuffledSampleCoverage }: Explanation['metrics'],
  percent: Words['percent'],
): string {
  return [sampleCoverage, shuffledSampleCoverage].flatMap((share) => (share == null ? [] : percent(share))).join(' / ');
}

interface ClassCellProps extends Pick<ExplanationRowsProps, 'filters' | 'here' | 'words'> {
  readonly specialization: Specialization | null | undefined;
}

/** The row's class; it filters by it. */
function ClassCell({ specialization, filters, here, words }: ClassCellProps) {
  if (!specialization) return <td className="cell-class" />;
  return (
    <td className="cell-class">
      <TextLink
        href={`${here}${filterQuery(filters, { class: classParameter(specialization) })}`}
        title={words.t('filter.onlyClass')}
      >
        <ClassMark specialization={specialization} words={words} />
      </TextLink>
    </td>
  );
}
