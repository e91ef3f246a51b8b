import type { TrendSeries } from '../../charts/trend-data';
import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { ModelsQuery } from '../../gql/graphql';
import { toSeries } from '../trends/to-series';
import { TREND } from '../trends/trend-query';
import { VERSION_HEADLINE } from '../version/headline-query';
import { headlineOf, type VersionHeadline } from '../version/version-headline';
import { MODELS } from './models-query';

type Model = ModelsQuery['models']['nodes'][number];

export interface ModelOverview {
  readonly model: Model;
  /** Of the model's first layer; null until something is explained. */
  readonly series: TrendSeries | null;
  /** Of the newest trained version, else of the newest; null while there is none, or it could not be read. */
  readonly headline: VersionHeadline | null;
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
  const models = await Promise.all(nodes.map(readOverview));
  return {
    kind: 'data',
    data: { models, totalCount, nextCursor: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null },
  };
}

async function readOverview(model: Model): Promise<ModelOverview> {
  const { name, layerNames, trained, latestVersion } = model;
  const [layer] = layerNames;
  const label = trained.nodes[0]?.label ?? latestVersion?.label;
  const [trend, headline] = await Promise.all([
    layer === undefined ? null : ask(TREND, { name, layer }),
    label === undefined ? null : ask(VERSION_HEADLINE, { model: name, version: label }),
  ]);
  const points = trend?.kind === 'data' ? trend.data.model?.trend : null;
  return {
    model,
    series: points ? toSeries(points) : null,
    headline: headline?.kind === 'data' ? headlineOf(headline.data) : null,
  };
}
