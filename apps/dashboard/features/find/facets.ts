import { CATEGORIES, GRADES, SPECIALIZATIONS } from '@strata/domain';
import { rangesFromTop } from '../../charts/trend-data';
import { layerLabel } from '../../data/paths';
import type { FindPlacesQuery } from '../../gql/graphql';
import { classParameter } from '../specialization/class-words';
import { countValues } from './count-values';
import type { Facet, FacetName, FacetValue } from './facet';
import { ALL_VERSIONS, type FindAddress, POLARITIES } from './find-address';
import type { SearchText } from './search-text';

/** Older ones are folded away. */
const SHOWN_VERSIONS = 12;

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
  const counts = await countValues(facets, { search, address });
  return facets.map(({ name, values }) => ({
    name,
    values: values.map((value) => ({ ...value, count: counts.get(value) ?? null })),
  }));
}

type Places = FindPlacesQuery;

/** Whether one of its values shows something, or one that is chosen can be let go. */
export function leadsOn({ name, values }: Facet): boolean {
  return values.some(({ count, chosen }) => count !== 0 || (chosen && name !== 'polarity' && name !== 'version'));
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
      versions.length > 1 ? [ALL_VERSIONS, ...versions.map(({ label }) => label)] : [],
      (label, index) => ({
        ...(label === ALL_VERSIONS ? {} : { text: label }),
        change: { version: label },
        chosen: (address.version ?? ALL_VERSIONS) === label,
        folded: index > SHOWN_VERSIONS && address.version !== label,
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
    facet('grade', places.graded.nodes.length > 0 ? GRADES : [], (value) => ({
      change: { grade: value },
      chosen: address.grade === value,
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
