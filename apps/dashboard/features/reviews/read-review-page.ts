import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { ExplanationWhere, FindPlacesQuery, LayerReviewsQuery, ReviewQueueQuery } from '../../gql/graphql';
import { PLACES } from '../find/find-queries';
import { LAYER_REVIEWS, REVIEW_QUEUE } from './queue-query';
import type { ReviewAddress } from './review-address';

type Model = FindPlacesQuery['models']['nodes'][number];

export interface ReviewPageData {
  /** What of the queue is shown: the newest trained version of the first model where nothing else is asked for. */
  readonly address: ReviewAddress;
  readonly models: readonly Model[];
  /** Null for who cannot judge. */
  readonly queue: ReviewQueueQuery['reviewQueue'] | null;
  /** How the layer was judged; null where there is none. */
  readonly reviews: LayerReviewsQuery['layer'];
}

/** Everything that the page of judgements shows. */
export async function readReviewPage(
  asked: ReviewAddress,
  { canReview }: { readonly canReview: boolean },
): Promise<Answer<ReviewPageData>> {
  const places = await ask(PLACES, {});
  if (places.kind !== 'data') return places;
  const models = places.data.models.nodes;
  const address = completeAddress(asked, models);
  const { model, version, layer, order, after } = address;
  const [queue, reviews] = await Promise.all([
    canReview ? ask(REVIEW_QUEUE, { where: whereOf(address), order, after: after || null }) : null,
    ask(LAYER_REVIEWS, { model, version, layer }),
  ]);
  if (queue && queue.kind !== 'data') return queue;
  if (reviews.kind !== 'data') return reviews;
  return {
    kind: 'data',
    data: { address, models, queue: queue?.data.reviewQueue ?? null, reviews: reviews.data.layer },
  };
}

function completeAddress(asked: ReviewAddress, models: readonly Model[]): ReviewAddress {
  const model = models.find(({ name }) => name === asked.model) ?? models[0];
  const trained = model?.versions.nodes.filter(({ isBaseline }) => !isBaseline) ?? [];
  const version = trained.find(({ label }) => label === asked.version) ?? trained.at(-1);
  const layer = model?.layerNames.find((name) => name === asked.layer) ?? model?.layerNames[0];
  return { ...asked, model: model?.name ?? '', version: version?.label ?? '', layer: layer ?? '' };
}

function whereOf({ model, version, layer }: ReviewAddress): ExplanationWhere {
  return {
    layer: { name: { eq: layer }, modelVersion: { label: { eq: version }, model: { name: { eq: model } } } },
  };
}
