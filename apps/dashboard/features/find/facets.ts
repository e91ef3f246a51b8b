import { CATEGORIES, SPECIALIZATIONS } from '@strata/domain';
import { rangesFromTop } from '../../charts/trend-data';
import { ask } from '../../data/ask';
import { layerLabel } from '../../data/paths';
import type { ExplanationWhere, FindPlacesQuery } from '../../gql/graphql';
import { classParameter } from '../specialization/class-words';
import { type FindAddress, POLARITIES } from './find-address';
import { COUNTS } from './find-queries';
import { whereOf } from './find-where';
import type { SearchText } from './search-text';

export type FacetName = 'polarity' | 'model' | 'version' | 'layer' | 'range' | 'class' | 'category';

export interface FacetValue {
  /** As the address says it. */
  readonly value: string;
  /** A name that is data; absent where the word is in the catalogues. */
  readonly text?: string;
  readonly change: Partial<FindAddress>;
  readonly chosen: boolean;
  /** Explanations that choosing it would show; null while, or as, they are not counted. */
  readonly count: number | null;
  /** Offered under the others, without a count. */
  readonly folded: boolean;
}

export interface Facet {
  readonly name: FacetName;
  readonly values: readonly FacetValue[];
}

/** Older ones are offered without a count. */
const COUNTED_VERSIONS = 12;
const SLOTS = 8;
/** Matches nothing, at no cost. */
const NOTHING: ExplanationWhere = { length: { lt: 0 } };

/** The ways to narrow a search, not counted yet. */
export function offerFacets(
  search: SearchText,
  { address, places }: { address: FindAddress; places: FindPlacesQuery },
): Facet[] {
  return facetsOf(search, { address, places }).filter(({ values }) => values.length > 1);
}

/** The same, each value with what it would show given all the other choices. */
export async function countFacets(
  facets: readonly Facet[],
  { search, address }: { search: SearchText; address: FindAddress },
): Promise<Facet[]> {
  const counted = facets.flatMap(({ values }) => values.filter(({ folded }) => !folded));
  const counts = await countAll(counted.map(({ change }) => whereOf(search, { ...address, ...change })));
  const byValue = new Map(counted.map((value, index) => [value, counts[index] ?? null]));
  return facets.map(({ name, values }) => ({
    name,
    values: values.map((value) => ({ ...value, count: byValue.get(value) ?? null })),
  }));
}

type Places = FindPlacesQuery;

/** Whether one of its values shows something, or one that is chosen can be let go. */
export function leadsOn({ name, values }: Facet): boolean {
  return values.some(({ count, chosen }) => count !== 0 || (chosen && name !== 'polarity'));
}

function facetsOf(search: SearchText, { address, places }: { address: FindAddress; places: Places }): Facet[] {
  const models = places.models.nodes;
  const model = models.find(({ name }) => name === address.model) ?? (models.length === 1 ? models[0] : undefined);
  const strongest = places.strongest.nodes[0]?.clusterIndex ?? 0;
  const versions = model?.versions.nodes.toReversed() ?? [];
  return [
    facet('polarity', search.kind === 'concept' ? POLARITIES : [], (value) => ({
      change: { polarity: value },
      chosen: address.polarity === value,
    })),
    facet(
      'model',
      models.map(({ name }) => name),
      (name) => ({
        text: name,
        change: { model: name, version: null, layer: null },
        chosen: address.model === name,
      }),
    ),
    facet(
      'version',
      versions.map(({ label }) => label),
      (label, index) => ({
        text: label,
        change: { version: label },
        chosen: address.version === label,
        folded: index >= COUNTED_VERSIONS && address.version !== label,
      }),
    ),
    facet('layer', model?.layerNames ?? [], (name) => ({
      text: layerLabel(name),
      change: { layer: name },
      chosen: address.layer === name,
    })),
    facet('range', rangesFromTop(strongest), (index) => ({
      text: String(index),
      change: { range: index },
      chosen: address.range === index,
    })),
    facet('class', places.classified.nodes.length > 0 ? SPECIALIZATIONS.toReversed() : [], (value) => ({
      change: { class: classParameter(value) },
      chosen: address.class === classParameter(value),
    })),
    facet('category', CATEGORIES, (value) => ({
      change: { category: value },
      chosen: address.category === value,
    })),
  ];
}

function facet<Value extends string | number>(
  name: FacetName,
  values: readonly Value[],
  describe: (value: Value, index: number) => Omit<FacetValue, 'value' | 'count' | 'folded'> & { folded?: boolean },
): Facet {
  return {
    name,
    values: values.map((value, index) => ({
      value: String(value),
      count: null,
      folded: false,
      ...describe(value, index),
    })),
  };
}

/** Counts, eight a request; null where the API did not answer. */
async function countAll(wheres: readonly ExplanationWhere[]): Promise<(number | null)[]> {
  const starts = Array.from({ length: Math.ceil(wheres.length / SLOTS) }, (_, batch) => batch * SLOTS);
  const answers = await Promise.all(
    starts.map((start) => {
      const at = (slot: number) => wheres[start + slot] ?? NOTHING;
      return ask(COUNTS, {
        ...{ w0: at(0), w1: at(1), w2: at(2), w3: at(3) },
        ...{ w4: at(4), w5: at(5), w6: at(6), w7: at(7) },
      });
    }),
  );
  return answers.flatMap((answer) => {
    if (answer.kind !== 'data') return Array.from({ length: SLOTS }, () => null);
    const { c0, c1, c2, c3, c4, c5, c6, c7 } = answer.data;
    return [c0, c1, c2, c3, c4, c5, c6, c7].map(({ totalCount }) => totalCount);
  });
}
