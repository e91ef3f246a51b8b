import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { CollectionFragment, ErrorAnswerFragment } from '../../gql/graphql';
import { type Place, readPlace } from '../place/read-place';
import { ERRORS } from './errors-query';

export interface ErrorsPageData {
  readonly place: Place;
  readonly version: string;
  /** The widest question first. */
  readonly answers: readonly ErrorAnswerFragment[];
  /** The newest answer to what to collect; undefined: nobody has asked. */
  readonly collection: CollectionFragment | undefined;
}

interface VersionAddress {
  readonly model: string;
  readonly version: string;
}

/** Everything that a version's page of errors shows; null when there is no such version. */
export async function readErrorsPage({ model, version }: VersionAddress): Promise<Answer<ErrorsPageData | null>> {
  const [place, answer] = await Promise.all([readPlace(model, undefined), ask(ERRORS, { model, version })]);
  if (place.kind !== 'data') return place;
  if (answer.kind !== 'data') return answer;
  const { modelVersion } = answer.data;
  if (!place.data || !modelVersion) return { kind: 'data', data: null };
  const { label, errors, collections } = modelVersion;
  return {
    kind: 'data',
    data: { place: place.data, version: label, answers: errors, collection: collections[0] },
  };
}
