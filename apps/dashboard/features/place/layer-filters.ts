import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import type { ExplanationOrder, ExplanationWhere } from '../../gql/graphql';
import { CLASS_PARAMETERS, readClass } from '../specialization/class-words';
import { COLUMNS, DEFAULT_COLUMNS } from './columns';
import { METRICS } from './heat-metrics';

export const SORTS = ['overlap', 'times', 'lift', 'neuron', 'range', 'length'] as const;
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
  /** The other end of the order first. */
  reverse: parseAsBoolean.withDefault(false),
  /** What the table shows beside neuron, range, formula and overlap. */
  columns: parseAsArrayOf(parseAsStringLiteral(COLUMNS)).withDefault([...DEFAULT_COLUMNS]),
  /** What the heat map shows. */
  metric: parseAsStringLiteral(METRICS).withDefault('overlap'),
  /** The range by which the heat map is sorted; without it, neurons stand in their own order. */
  by: parseAsInteger,
  /** Whether alike neurons stand side by side in it instead. */
  alike: parseAsBoolean.withDefault(false),
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

/** How the page looks, which leaves its rows as they are. */
const LOOK = {
  sort: 'overlap',
  reverse: false,
  metric: 'overlap',
  by: null,
  alike: false,
} as const satisfies Partial<LayerFilters>;

/** How the page looks, as fields of a form that changes the rows. */
export function lookFields({ sort, reverse, columns, metric, by, alike }: LayerFilters): [string, string][] {
  const query = serialize({ sort, reverse, columns, metric, by, alike });
  return [...new URLSearchParams(query)];
}

/** The address chooses among the rows. */
export function isFiltered(filters: LayerFilters): boolean {
  return filterQuery({ ...filters, ...LOOK, columns: [...DEFAULT_COLUMNS] }) !== '';
}

/** The filters as the API's `where`; null asks for everything. */
export function toWhere(filters: LayerFilters): ExplanationWhere | null {
  const { range, neuron, concept, not, formula, iou } = filters;
  const specialization = readClass(filters.class);
  const parts: ExplanationWhere[] = [
    ...concept.map((name) => ({ concept: { called: { eq: name }, negated: false } })),
    ...not.map((name) => ({ concept: { called: { eq: name }, negated: true } })),
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
  times: { field: 'TIMES_SHUFFLED', direction: 'DESC' },
  lift: { field: 'LIFT', direction: 'DESC' },
  neuron: { field: 'UNIT_INDEX', direction: 'ASC' },
  range: { field: 'CLUSTER_INDEX', direction: 'DESC' },
  length: { field: 'LENGTH', direction: 'ASC' },
};

export function toOrder({ sort, reverse }: Pick<LayerFilters, 'sort' | 'reverse'>): ExplanationOrder {
  return reverse ? { ...ORDERS[sort], direction: falls(sort, false) ? 'ASC' : 'DESC' } : ORDERS[sort];
}

/** The greatest comes first. */
export function falls(sort: Sort, reverse: boolean): boolean {
  return (ORDERS[sort].direction === 'DESC') !== reverse;
}

/** Rows a page. */
export const PAGE_SIZE = 50;

/** The page that the address asks for, forward or backward. */
export function toPage({ after, before }: LayerFilters) {
  return before === null ? { first: PAGE_SIZE, after } : { last: PAGE_SIZE, before };
}
