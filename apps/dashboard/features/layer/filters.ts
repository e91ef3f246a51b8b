import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsFloat,
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import type { ExplanationOrder, ExplanationWhere } from '../../gql/graphql';
import { CLASS_PARAMETERS, readClass } from '../specialization/class-words';

export const SORTS = ['overlap', 'lift', 'neuron', 'range', 'length'] as const;
export type Sort = (typeof SORTS)[number];

const parsers = {
  /** One activation range. */
  range: parseAsInteger,
  neuron: parseAsInteger,
  /** How specialized, as an address says it. */
  class: parseAsStringLiteral(CLASS_PARAMETERS),
  /** Concepts that the formula uses as they are. */
  concept: parseAsNativeArrayOf(parseAsString).withDefault([]),
  /** Concepts that the formula excludes. */
  not: parseAsNativeArrayOf(parseAsString).withDefault([]),
  /** A whole formula, matched by structure. */
  formula: parseAsString.withDefault(''),
  /** The least overlap. */
  iou: parseAsFloat,
  sort: parseAsStringLiteral(SORTS).withDefault('overlap'),
  /** Keyset paging: one of the two. */
  after: parseAsString,
  before: parseAsString,
};

/** The filters of a layer's address. */
export type LayerFilters = inferParserType<typeof parsers>;

const load = createLoader(parsers);
const serialize = createSerializer(parsers, { clearOnDefault: true });

/** Reads the address; empty fields of a form and values that are none count as not there. */
export function readFilters(query: Record<string, string | string[] | undefined>): LayerFilters {
  const filters = load(query);
  const named = (list: readonly string[]) => [
    ...new Set(list.map((name) => name.trim()).filter((name) => name !== '')),
  ];
  return { ...filters, concept: named(filters.concept), not: named(filters.not), formula: filters.formula.trim() };
}

/** The query of the address that shows these filters, "" or beginning with "?". Another filter starts on the first page. */
export function filterQuery(filters: LayerFilters, change: Partial<LayerFilters> = {}): string {
  const { after = null, before = null } = change;
  return serialize({ ...filters, ...change, after, before });
}

/** The filters as the API's `where`; null asks for everything. */
export function toWhere(filters: LayerFilters): ExplanationWhere | null {
  const { range, neuron, concept, not, formula, iou } = filters;
  const specialization = readClass(filters.class);
  const parts: ExplanationWhere[] = [
    ...concept.map((name) => ({ concept: { name: { eq: name }, negated: false } })),
    ...not.map((name) => ({ concept: { name: { eq: name }, negated: true } })),
  ];
  const where: ExplanationWhere = {
    ...(range === null ? {} : { clusterIndex: { eq: range } }),
    ...(neuron === null ? {} : { unit: { unitIndex: { eq: neuron } } }),
    ...(specialization === null ? {} : { specialization: { eq: specialization } }),
    ...(iou === null ? {} : { iou: { gte: iou } }),
    ...(formula === '' ? {} : { formula: { matches: formula } }),
    ...(parts.length === 1 ? parts[0] : parts.length > 1 ? { and: parts } : {}),
  };
  return Object.keys(where).length === 0 ? null : where;
}

const ORDERS: Readonly<Record<Sort, ExplanationOrder>> = {
  overlap: { field: 'IOU', direction: 'DESC' },
  lift: { field: 'LIFT', direction: 'DESC' },
  neuron: { field: 'UNIT_INDEX', direction: 'ASC' },
  range: { field: 'CLUSTER_INDEX', direction: 'DESC' },
  length: { field: 'LENGTH', direction: 'ASC' },
};

export function toOrder(sort: Sort): ExplanationOrder {
  return ORDERS[sort];
}

/** Rows a page. */
export const PAGE_SIZE = 50;

/** The page that the address asks for, forward or backward. */
export function toPage({ after, before }: LayerFilters) {
  return before === null ? { first: PAGE_SIZE, after } : { last: PAGE_SIZE, before };
}
