import type { AtlasMapQuery } from '../../gql/graphql';
import type { ConceptLabel } from './map-labels';
import { PLACE_MAX } from './points';

/** Where the names of concepts stand on the map, the largest concept first. */
export function conceptLabels(head: NonNullable<AtlasMapQuery['layer']>): ConceptLabel[] {
  const concepts = head.run?.atlas?.concepts ?? [];
  return concepts.map(({ x, y, concept: { name } }) => ({ name, x: x / PLACE_MAX, y: y / PLACE_MAX }));
}
