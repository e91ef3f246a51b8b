import type { TrendSeries } from '../../charts/trend-data';
import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { ModelsQuery } from '../../gql/graphql';
import { toSeries } from '../trends/to-series';
import { TREND } from '../trends/trend-query';
import { MODELS } from './models-query';

type Model = ModelsQuery['models']['nodes'][number];

export interface ModelOverview {
  readonly model: Model;
  /** Of the model's first layer; null until something is explained. */
  readonly series: TrendSeries | null;
}

export interface ModelsPageData {
  readonly models: readonly ModelOverview[];
  readonly totalCount: number;
  readonly nextCursor: string | null;
}

/** The models with the trend of each one's first layer. */
export async function readModelsPage(after: string | null): Promise<Answer<ModelsPageData>> {
  const answer = await ask(MODELS, { after });
  if (answer.kind !== 'data') return answer;
  const { nodes, totalCount, pageInfo } = answer.data.models;
  const trends = await Promise.all(
    nodes.map(({ name, layerNames: [layer] }) => (layer === undefined ? null : ask(TREND, { name, layer }))),
  );
  const models = nodes.map((model, index) => {
    const trend = trends[index];
    const points = trend?.kind === 'data' ? trend.data.model?.trend : null;
    return { model, series: points ? toSeries(points) : null };
  });
  return {
    kind: 'data',
    data: { models, totalCount, nextCursor: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null },
  };
}
