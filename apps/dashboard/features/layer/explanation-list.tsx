import { niceScale } from '../../charts/axis-ticks';
import { type LayerPlace, layerPath } from '../../data/paths';
import type { ExplanationsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { filterQuery, type LayerFilters } from '../place/layer-filters';
import { ColumnMenu } from './column-menu';
import { ExplanationRows } from './explanation-rows';
import { ExplanationTable } from './explanation-table';
import { loadRows } from './load-rows';
import { MoreRows } from './more-rows';
import { Pager } from './pager';
import { shownColumns } from './shown-columns';

interface ExplanationListProps {
  readonly explanations: NonNullable<ExplanationsQuery['layer']>['explanations'];
  readonly clusterCount: number;
  readonly hasClasses: boolean;
  readonly filters: LayerFilters;
  readonly place: LayerPlace;
  readonly words: Words;
}

/** The explanations that the filters leave: rows that come as one scrolls, or page by page without a script. */
export function ExplanationList(props: ExplanationListProps) {
  const { explanations, clusterCount, hasClasses, filters, place, words } = props;
  const { t } = words;
  const { nodes, totalCount, pageInfo } = explanations;
  const here = layerPath(place);
  const columns = shownColumns(filters, hasClasses);
  const { max } = niceScale(Math.max(...nodes.map(({ iou }) => iou)));
  const query = filterQuery(filters);
  const isLong = pageInfo.hasNextPage;
  const rows = (
    <ExplanationRows
      nodes={nodes}
      clusterCount={clusterCount}
      columns={columns}
      max={max}
      filters={filters}
      here={here}
      place={place}
      words={words}
    />
  );
  return (
    <section className="listing">
      <div className="listing-head">
        <h2>{t('layer.listTitle', { count: totalCount })}</h2>
        <ColumnMenu filters={filters} hasClasses={hasClasses} here={here} words={words} />
      </div>
      {pageInfo.hasPreviousPage && (
        <p className="needs-script">
          <TextLink href={`${here}${query}`}>{t('layer.fromStart')}</TextLink>
        </p>
      )}
      <ExplanationTable columns={columns} filters={filters} here={here} words={words} isLong={isLong}>
        {isLong ? (
          <MoreRows
            key={`${query} ${filters.after ?? ''} ${filters.before ?? ''}`}
            first={{ rows, next: pageInfo.endCursor ?? null }}
            load={loadRows.bind(null, { ...place, query, clusterCount, hasClasses, max })}
            columnCount={columns.length + 4}
            words={{ loading: t('layer.loading'), failed: t('layer.loadingFailed'), retry: t('trouble.retry') }}
          />
        ) : (
          <tbody>{rows}</tbody>
        )}
      </ExplanationTable>
      <Pager pageInfo={pageInfo} filters={filters} here={here} words={words} />
    </section>
  );
}
