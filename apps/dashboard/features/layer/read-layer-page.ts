import type { TrendVersion } from '../../charts/trend-data';
import type { Answer, Refusal } from '../../data/answer';
import { ask } from '../../data/ask';
import type { LayerPlace } from '../../data/paths';
import type { ExplanationsQuery } from '../../gql/graphql';
import { type LayerFilters, toOrder, toPage, toWhere } from '../place/layer-filters';
import type { Place } from '../place/read-place';
import { readPlace } from '../place/read-place';
import { toSeries } from '../trends/to-series';
import { TREND } from '../trends/trend-query';
import { CONCEPTS } from './concepts-query';
import { EXPLANATIONS } from './explanations-query';

export interface LayerPageData {
  readonly place: Place & { readonly address: LayerPlace };
  /** Null when the filters were refused. */
  readonly found: NonNullable<ExplanationsQuery['layer']> | null;
  readonly refusal: Refusal | null;
  readonly clusterCount: number;
  readonly concepts: readonly { readonly name: string; readonly category: string }[];
  /** The version's numbers, if it is part of the trend. */
  readonly trend: TrendVersion | null;
}

/** Everything that the page of a layer shows; null when there is no such layer. */
export async function readLayerPage(
  { model, version, slug }: { model: string; version: string; slug: string },
  filters: LayerFilters,
): Promise<Answer<LayerPageData | null>> {
  const place = await readPlace(model, slug);
  if (place.kind !== 'data') return place;
  if (!place.data) return { kind: 'data', data: null };
  const { layer } = place.data;
  const address = { model, version, layer };
  const [list, concepts, trend] = await Promise.all([
    ask(EXPLANATIONS, { ...address, ...toPage(filters), where: toWhere(filters), orderBy: toOrder(filters) }),
    ask(CONCEPTS, address),
    ask(TREND, { name: model, layer }),
  ]);
  if (list.kind === 'unreachable') return list;
  if (concepts.kind !== 'data') return concepts;
  if (!concepts.data.layer) return { kind: 'data', data: null };
  const found = list.kind === 'data' ? (list.data.layer ?? null) : null;
  const series = trend.kind === 'data' && trend.data.model?.trend ? toSeries(trend.data.model.trend) : null;
  const clusterCount = found?.run?.clusters ?? series?.clusterCount ?? 5;
  return {
    kind: 'data',
    data: {
      place: { ...place.data, address: { model, version, layer: place.data.slug } },
      found,
      refusal: list.kind === 'refused' ? list : null,
      clusterCount,
      concepts: concepts.data.layer.run?.probeDataset.concepts.nodes ?? [],
      trend: series?.versions.find(({ label }) => label === version) ?? null,
    },
  };
}
