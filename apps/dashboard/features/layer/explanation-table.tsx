import type { Specialization } from '@strata/domain';
import { niceScale } from '../../charts/axis-ticks';
import { OverlapBar } from '../../charts/overlap-bar';
import { rangeColor } from '../../charts/range-color';
import { type LayerPlace, neuronPath } from '../../data/paths';
import type { ExplanationsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';
import { ClassMark } from '../specialization/class-mark';
import { classParameter } from '../specialization/class-words';
import { filterQuery, type LayerFilters, type Sort } from './filters';

type Explanations = NonNullable<ExplanationsQuery['layer']>['explanations'];

interface ExplanationTableProps {
  readonly explanations: Explanations;
  readonly clusterCount: number;
  /** Explanations are measured against an untrained baseline. */
  readonly hasClasses: boolean;
  readonly filters: LayerFilters;
  readonly place: LayerPlace;
  readonly here: string;
  readonly words: Words;
}

/** One explanation a row. Column heads sort; a concept's chip filters by it; the number opens the neuron. */
export function ExplanationTable(props: ExplanationTableProps) {
  const { explanations, clusterCount, hasClasses, filters, place, here, words } = props;
  const { t, iou, lift } = words;
  const { max } = niceScale(Math.max(...explanations.nodes.map((node) => node.iou)));
  const sort = (by: Sort) => `${here}${filterQuery(filters, { sort: by })}`;
  const conceptHref = (name: string, negated: boolean) => {
    const key = negated ? 'not' : 'concept';
    return `${here}${filterQuery(filters, { [key]: [...new Set([...filters[key], name])] })}`;
  };
  return (
    <table className="data-table explanations">
      <caption className="sr-only">{t('layer.tableCaption')}</caption>
      <thead>
        <tr>
          <SortHead by="neuron" text={t('column.neuron')} {...{ filters, sort, words }} />
          <SortHead by="range" text={t('column.range')} {...{ filters, sort, words }} />
          <SortHead by="length" text={t('column.formula')} {...{ filters, sort, words }} />
          {hasClasses && <th scope="col">{t('column.class')}</th>}
          <SortHead by="overlap" text={t('column.overlap')} {...{ filters, sort, words }} />
          <th scope="col" className="num">
            {t('column.chance')}
          </th>
          <SortHead by="lift" text={t('column.lift')} {...{ filters, sort, words }} />
        </tr>
      </thead>
      <tbody>
        {explanations.nodes.map((node) => (
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
              <FormulaChips formula={node.formula} words={words} conceptHref={conceptHref} />
            </td>
            {hasClasses && <ClassCell specialization={node.specialization} {...{ filters, here, words }} />}
            <td className="cell-overlap">
              <OverlapBar
                iou={node.iou}
                chance={node.chance}
                max={max}
                color={rangeColor(node.clusterIndex, clusterCount)}
              />
              <strong>{iou(node.iou)}</strong>
            </td>
            <td className="num cell-chance">{iou(node.chance)}</td>
            <td className="num cell-lift">{lift(node.lift)}×</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ClassCellProps extends Pick<ExplanationTableProps, 'filters' | 'here' | 'words'> {
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

interface SortHeadProps {
  readonly by: Sort;
  readonly text: string;
  readonly filters: LayerFilters;
  readonly sort: (by: Sort) => string;
  readonly words: Words;
}

function SortHead({ by, text, filters, sort, words: { t } }: SortHeadProps) {
  const current = filters.sort === by;
  const falling = by === 'overlap' || by === 'lift' || by === 'range';
  return (
    <th
      scope="col"
      className={by === 'lift' ? 'num' : undefined}
      aria-sort={current ? (falling ? 'descending' : 'ascending') : undefined}
    >
      <TextLink href={sort(by)} className="sort" title={t('layer.sortBy', { column: text })}>
        {text}
        <span aria-hidden="true">{current ? (falling ? '↓' : '↑') : ''}</span>
      </TextLink>
    </th>
  );
}
