import type { Answer, Refusal } from '../../data/answer';
import { ask } from '../../data/ask';
import type { ConceptIndexQuery, FindPlacesQuery, FoundQuery, NamedConceptsQuery } from '../../gql/graphql';
import { isCalled } from './called';
import type { Facet } from './facet';
import { offerFacets } from './facets';
import { type FindAddress, pageOf } from './find-address';
import { CONCEPT_INDEX, FOUND, NAMED_CONCEPTS, PLACES } from './find-queries';
import { scopeOf } from './find-scope';
import { orderOf, whereOf } from './find-where';
import { type Elsewhere, readElsewhere } from './read-elsewhere';
import { readScores, type Scores } from './read-scores';
import { namesOf, readSearchText, type SearchText } from './search-text';

export interface KnownConcepts {
  readonly model: string;
  readonly version: string;
  readonly layerNames: readonly string[];
  readonly clusterCount: number;
  readonly index: NonNullable<ConceptIndexQuery['conceptIndex']>;
}

export type NamedConcept = NamedConceptsQuery['concepts']['nodes'][number];

export interface FindPageData {
  readonly search: SearchText;
  readonly places: FindPlacesQuery;
  /** The address with the version that it means; null: all. */
  readonly scope: FindAddress;
  /** What other ways of using the concept, or other versions, would show; null where something is found. */
  readonly elsewhere: Elsewhere | null;
  /** The formula scored against every neuron of one version; null where that was not asked for. */
  readonly scores: Scores | null;
  /** Null without a search, or when it was refused. */
  readonly found: FoundQuery | null;
  /** Not counted. */
  readonly facets: readonly Facet[];
  readonly refusal: Refusal | null;
  /** Concepts that are searched for, by what was typed; what is not here is called so nowhere. */
  readonly named: ReadonlyMap<string, NamedConcept>;
  /** Concepts whose names begin like one that is not known. */
  readonly similar: readonly NamedConcept[];
  /** What the newest or the chosen version knows, while nothing is searched for; null when nothing is explained. */
  readonly known: KnownConcepts | null;
}

/** Everything that the search page shows. */
export async function readFindPage(address: FindAddress): Promise<Answer<FindPageData>> {
  const search = readSearchText(address.q);
  const answer = await ask(PLACES, {});
  if (answer.kind !== 'data') return answer;
  const places = answer.data;
  const scope = scopeOf(address, places);
  const nothing = { found: null, facets: [], refusal: null, similar: [], known: null, elsewhere: null, scores: null };
  const empty = { search, places, scope, ...nothing };
  if (search.kind === 'unreadable') return { kind: 'data', data: { ...empty, named: new Map() } };
  if (search.kind === 'nothing') {
    const known = await readKnown(address, places);
    if (known.kind !== 'data') return known;
    return { kind: 'data', data: { ...empty, named: new Map(), known: known.data } };
  }
  const [found, answered] = await Promise.all([
    ask(FOUND, { ...pageOf(address), where: whereOf(search, scope), orderBy: orderOf(address.sort) }),
    ask(NAMED_CONCEPTS, { first: 100, where: { called: { in: namesOf(search) } } }),
  ]);
  if (found.kind === 'unreachable') return found;
  const concepts = answered.kind === 'data' ? answered.data.concepts.nodes : [];
  const named = new Map(
    namesOf(search).flatMap((typed): [string, NamedConcept][] => {
      const concept = concepts.find(({ name }) => name === typed) ?? concepts.find((one) => isCalled(one, typed));
      return concept ? [[typed, concept]] : [];
    }),
  );
  const none = found.kind === 'data' && found.data.explanations.totalCount === 0;
  const [similar, elsewhere, scores] = await Promise.all([
    readSimilar(namesOf(search).filter((name) => !named.has(name))),
    none ? readElsewhere(search, scope) : null,
    none || address.score ? readScores(search, { scope, places }) : null,
  ]);
  return {
    kind: 'data',
    data: {
      ...empty,
      ...(found.kind === 'data'
        ? { found: found.data, facets: offerFacets(search, { address: scope, places }) }
        : { refusal: found }),
      named,
      similar,
      elsewhere,
      scores,
    },
  };
}

/** Concepts that begin with the same two letters as the first unknown name. */
async function readSimilar([unknown]: readonly string[]) {
  if (unknown === undefined) return [];
  const answer = await ask(NAMED_CONCEPTS, { first: 12, where: { called: { startsWith: unknown.slice(0, 2) } } });
  return answer.kind === 'data' ? answer.data.concepts.nodes : [];
}

async function readKnown(address: FindAddress, places: FindPlacesQuery): Promise<Answer<KnownConcepts | null>> {
  const models = places.models.nodes.filter(({ versions }) => versions.nodes.length > 0);
  const model = models.find(({ name }) => name === address.model) ?? models[0];
  if (!model) return { kind: 'data', data: null };
  const labels = model.versions.nodes.map(({ label }) => label);
  const version = labels.find((label) => label === address.version) ?? labels.at(-1) ?? '';
  const answer = await ask(CONCEPT_INDEX, {
    model: model.name,
    version,
    layer: address.layer,
    ...pageOf(address),
    where: address.category === null ? null : { category: { eq: address.category } },
  });
  if (answer.kind !== 'data') return answer;
  const { conceptIndex } = answer.data;
  const data = conceptIndex && {
    model: model.name,
    version,
    layerNames: model.layerNames,
    index: conceptIndex,
    clusterCount: places.strongest.nodes[0]?.clusterIndex ?? 0,
  };
  return { kind: 'data', data: data ?? null };
}
