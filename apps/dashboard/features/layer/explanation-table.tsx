import type { ReactNode } from 'react';
import type { Words } from '../../i18n/words';
import { Hint } from '../../ui/hint';
import { TextLink } from '../../ui/text-link';
import type { Column } from '../place/columns';
import { falls, filterQuery, type LayerFilters, type Sort } from '../place/layer-filters';

interface ExplanationTableProps {
  readonly columns: readonly Column[];
  readonly filters: LayerFilters;
  readonly here: string;
  readonly words: Words;
  /** More rows than these are to come: the table then scrolls by itself under its heads. */
  readonly isLong: boolean;
  /** Bodies of rows. */
  readonly children: ReactNode;
}

/** Columns that the API can order by. */
const SORTED: Readonly<Partial<Record<Column, Sort>>> = { times: 'times', lift: 'lift', length: 'length' };

/** Explanations as a table. Column heads sort; the chosen one turns the order round. */
export function ExplanationTable({ columns, filters, here, words, isLong, children }: ExplanationTableProps) {
  const { t } = words;
  const head = { filters, here, words };
  const table = (
    <table className="data-table explanations">
      <caption className="sr-only">{t('layer.tableCaption')}</caption>
      <thead>
        <tr>
          <SortHead by="neuron" text={t('column.neuron')} {...head} />
          <SortHead by="range" text={t('column.range')} {...head} />
          {columns.includes('length') ? (
            <th scope="col">{t('column.formula')}</th>
          ) : (
            <SortHead by="length" text={t('column.formula')} {...head} />
          )}
          <SortHead by="overlap" text={t('column.overlap')} {...head} />
          {columns.map((column) => {
            const by = SORTED[column];
            return by ? (
              <SortHead key={column} by={by} text={t(`column.${column}`)} isNumber {...head} />
            ) : (
              <th key={column} scope="col" className={column === 'class' || column === 'grade' ? undefined : 'num'}>
                <Hint text={t(`column.${column}`)} title={t(`column.${column}`)} meaning={meaningOf(column, words)} />
              </th>
            );
          })}
        </tr>
      </thead>
      {children}
    </table>
  );
  if (!isLong) return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="rows-scroll" tabIndex={0} aria-label={t('layer.tableCaption')}>
      {table}
    </section>
  );
}

/** In one line what a column counts. */
function meaningOf(column: Column, { t }: Words): string {
  return {
    grade: () => t('glossary.grade.meaning'),
    times: () => t('layer.timesMeaning'),
    class: () => t('layer.classMeaning'),
    chance: () => t('glossary.chance.meaning'),
    lift: () => t('glossary.lift.meaning'),
    length: () => t('layer.lengthMeaning'),
    detection: () => t('numbers.detectionAccuracyMeaning'),
    activation: () => t('numbers.activationCoverageMeaning'),
    sample: () => t('numbers.sampleCoverageMeaning'),
    explanation: () => t('numbers.explanationCoverageMeaning'),
    gap: () => t('layer.gapMeaning'),
  }[column]();
}

interface SortHeadProps {
  readonly by: Sort;
  readonly text: string;
  readonly isNumber?: boolean;
  readonly filters: LayerFilters;
  readonly here: string;
  readonly words: Words;
}

function SortHead({ by, text, isNumber = false, filters, here, words: { t } }: SortHeadProps) {
  const current = filters.sort === by;
  const falling = falls(by, current && filters.reverse);
  return (
    <th
      scope="col"
      className={isNumber ? 'num' : undefined}
      aria-sort={current ? (falling ? 'descending' : 'ascending') : undefined}
    >
      <TextLink
        href={`${here}${filterQuery(filters, { sort: by, reverse: current && !filters.reverse })}`}
        className="sort"
        title={current ? t('layer.sortReverse', { column: text }) : t('layer.sortBy', { column: text })}
        scroll={false}
      >
        {text}
        <span aria-hidden="true">{current ? (falling ? '↓' : '↑') : ''}</span>
      </TextLink>
    </th>
  );
}
