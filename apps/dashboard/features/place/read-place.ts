import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import { findLayer, layerSlug } from '../../data/paths';
import type { PlaceQuery } from '../../gql/graphql';
import { PLACE } from './place-query';

export interface Place {
  readonly place: PlaceQuery;
  readonly model: string;
  /** The layer's whole name. */
  readonly layer: string;
  /** Its place in addresses. */
  readonly slug: string;
}

/** What is stored of a model: its versions and layers; without the model where there is none of that name. */
export function readModelPlace(name: string): Promise<Answer<PlaceQuery>> {
  return ask(PLACE, { name });
}

/** Finds the model and layer that an address means; null when there is no such place. Without a slug: the first layer. */
export async function readPlace(model: string, slug: string | undefined): Promise<Answer<Place | null>> {
  const answer = await readModelPlace(model);
  if (answer.kind !== 'data') return answer;
  const layerNames = answer.data.model?.layerNames ?? [];
  const layer = slug === undefined ? layerNames[0] : findLayer(slug, layerNames);
  if (!answer.data.model || layer === undefined) return { kind: 'data', data: null };
  return { kind: 'data', data: { place: answer.data, model, layer, slug: layerSlug(layer, layerNames) } };
}
