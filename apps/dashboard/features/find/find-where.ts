import type { ExplanationOrder, ExplanationWhere } from '../../gql/graphql';
import { readClass } from '../specialization/class-words';
import type { FindAddress, FoundSort, Match } from './find-address';
import type { SearchText } from './search-text';

/** The search as the API's `where`. */
export function whereOf(search: SearchText, address: FindAddress): ExplanationWhere {
  const conditions = [
    ...searchConditions(search, address),
    ...(address.category === null ? [] : [{ concept: { category: { eq: address.category }, negated: false } }]),
  ];
  return { ...facetConditions(address), ...(conditions.length === 0 ? {} : { and: conditions }) };
}

const OPERATORS = { contains: 'contains', exact: 'matches', same: 'equivalent' } as const;

/** How the search is meant. Where a place is open to any concept, naming concepts is not enough, and nothing says the same. */
export function matchOf(search: SearchText, { match, by }: Pick<FindAddress, 'match' | 'by'>): Match {
  if (search.kind === 'formula' && search.wild && (match === 'uses' || match === 'same')) return 'contains';
  return by === 'neuron' ? 'uses' : match;
}

function searchConditions(search: SearchText, address: FindAddress): ExplanationWhere[] {
  const { by, polarity } = address;
  if (search.kind === 'concept') {
    const negated = { responds: { negated: false }, excludes: { negated: true }, either: {} }[polarity];
    return [{ concept: { called: { eq: search.name }, ...negated } }];
  }
  if (search.kind !== 'formula') return [];
  const match = matchOf(search, address);
  if (match !== 'uses') return [{ formula: { [OPERATORS[match]]: search.text } }];
  if (by === 'neuron') return neuronConditions(search.uses);
  return search.uses.map(({ name, negated }) => ({ concept: { called: { eq: name }, negated } }));
}

/**
 * The neuron responds, in whatever ranges, to every concept that stands without NOT, and in none to those under NOT. The
 * rows are the ranges that respond to one of them.
 */
function neuronConditions(uses: readonly { name: string; negated: boolean }[]): ExplanationWhere[] {
  const respondsTo = (name: string): ExplanationWhere => ({ concept: { called: { eq: name }, negated: false } });
  const wanted = uses.filter(({ negated }) => !negated).map(({ name }) => name);
  return [
    ...(wanted.length === 0 ? [] : [{ concept: { called: { in: wanted }, negated: false } }]),
    ...uses.map(({ name, negated }) => {
      const explanation = respondsTo(name);
      return { unit: negated ? { not: { explanation } } : { explanation } };
    }),
  ];
}

function facetConditions(address: FindAddress): ExplanationWhere {
  const { model, version, layer, range, grade, iou } = address;
  const specialization = readClass(address.class);
  const modelVersion = {
    ...(model === null ? {} : { model: { name: { eq: model } } }),
    ...(version === null ? {} : { label: { eq: version } }),
  };
  return {
    ...(Object.keys(modelVersion).length === 0 ? {} : { modelVersion }),
    ...(layer === null ? {} : { layer: { name: { eq: layer } } }),
    ...(range === null ? {} : { clusterIndex: { eq: range } }),
    ...(specialization === null ? {} : { specialization: { eq: specialization } }),
    ...(grade === null ? {} : { grade: { eq: grade } }),
    ...(iou === null ? {} : { iou: { gte: iou } }),
  };
}

const ORDERS: Readonly<Record<FoundSort, ExplanationOrder>> = {
  overlap: { field: 'IOU', direction: 'DESC' },
  times: { field: 'TIMES_SHUFFLED', direction: 'DESC' },
  lift: { field: 'LIFT', direction: 'DESC' },
  range: { field: 'CLUSTER_INDEX', direction: 'DESC' },
  length: { field: 'LENGTH', direction: 'ASC' },
};

export function orderOf(sort: FoundSort): ExplanationOrder {
  return ORDERS[sort];
}
