import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { NeuronQuery } from '../../gql/graphql';
import { type Place, readPlace } from '../place/read-place';
import { NEURON } from './neuron-query';

export interface NeuronPageData {
  readonly place: Place;
  readonly version: string;
  readonly unit: NonNullable<NeuronQuery['unit']>;
}

interface NeuronAddress {
  readonly model: string;
  readonly version: string;
  readonly slug: string;
  readonly unitIndex: number;
}

/** Everything that a neuron's page shows; null when there is no such neuron. */
export async function readNeuronPage({
  model,
  version,
  slug,
  unitIndex,
}: NeuronAddress): Promise<Answer<NeuronPageData | null>> {
  const place = await readPlace(model, slug);
  if (place.kind !== 'data') return place;
  if (!place.data) return { kind: 'data', data: null };
  const answer = await ask(NEURON, { model, version, layer: place.data.layer, unitIndex });
  if (answer.kind !== 'data') return answer;
  const { unit } = answer.data;
  return { kind: 'data', data: unit ? { place: place.data, version, unit } : null };
}
