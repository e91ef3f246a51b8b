import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import type { ComparedRangeOrder, ComparedRangeWhere } from '../../gql/graphql';

export const STATUSES = [
  'same',
  'reworded',
  'shifted',
  'newMeaning',
  'surely',
  'notComputed',
  'appeared',
  'disappeared',
] as const;
export type StatusParameter = (typeof STATUSES)[number];
export const COMPARED_SORTS = ['change', 'gain', 'loss', 'neuron'] as const;
export type ComparedSort = (typeof COMPARED_SORTS)[number];

const parsers = {
  /** The version before, by its label. */
  a: parseAsString,
  /** The version after. */
  b: parseAsString,
  /** The version before stays when the reader goes on to another. */
  pin: parseAsBoolean.withDefault(false),
  /** The layer as addresses say it. */
  layer: parseAsString,
  range: parseAsInteger,
  neuron: parseAsInteger,
  status: parseAsStringLiteral(STATUSES),
  /** Whether it has become specialized, or ceased to be. */
  special: parseAsStringLiteral(['gained', 'lost'] as const),
  /** Ranges that mean the same in both are left out unless all are asked for. */
  show: parseAsStringLiteral(['changed', 'all'] as const).withDefault('changed'),
  sort: parseAsStringLiteral(COMPARED_SORTS).withDefault('change'),
  /** Keyset paging: one of the two. */
  after: parseAsString,
  before: parseAsString,
};

/** What the address of a comparison says. */
export type CompareAddress = inferParserType<typeof parsers>;

/** In an address, before and after are versions to everybody who writes one by hand: pages have other names there. */
const urlKeys = { after: 'next', before: 'previous' } as const;
const load = createLoader(parsers, { urlKeys });
const serialize = createSerializer(parsers, { clearOnDefault: true, urlKeys });

/**
 * Reads the address; what a form sends empty and what is no value counts as not there. The versions may also be called
 * `before` and `after`.
 */
export function readCompareAddress(query: Record<string, string | string[] | undefined>): CompareAddress {
  const address = load(query);
  const named = (key: string) => (typeof query[key] === 'string' && query[key] !== '' ? query[key] : null);
  return {
    ...address,
    a: address.a || named('before'),
    b: address.b || named('after'),
    layer: address.layer || null,
  };
}

/** The address that shows this comparison with a change; another choice starts on the first page. */
export function comparePath(
  model: string,
  address: Partial<CompareAddress> = {},
  change: Partial<CompareAddress> = {},
): string {
  const { after = null, before = null } = change;
  return `/models/${encodeURIComponent(model)}/compare${serialize({ ...address, ...change, after, before })}`;
}

const BY_STATUS: Readonly<Record<StatusParameter, ComparedRangeWhere>> = {
  same: { change: { eq: 'SAME' } },
  reworded: { change: { eq: 'REWORDED' } },
  shifted: { change: { eq: 'SHIFTED' } },
  newMeaning: { change: { eq: 'NEW_MEANING' } },
  surely: { meaningChanged: true },
  notComputed: { status: { eq: 'CHANGED' }, not: { change: { in: ['SAME', 'REWORDED', 'SHIFTED', 'NEW_MEANING'] } } },
  appeared: { status: { eq: 'APPEARED' } },
  disappeared: { status: { eq: 'DISAPPEARED' } },
};

/** The conditions as the API's `where`; null asks for all ranges. */
export function comparedWhere({ range, neuron, status, special }: CompareAddress): ComparedRangeWhere | null {
  const where: ComparedRangeWhere = {
    ...(range === null ? {} : { clusterIndex: { eq: range } }),
    ...(neuron === null ? {} : { unitIndex: { eq: neuron } }),
    ...(status === null ? {} : BY_STATUS[status]),
    ...(special === null
      ? {}
      : { specializationChange: { eq: special === 'gained' ? 'NEWLY_SPECIALIZED' : 'LOST_SPECIALIZATION' } }),
  };
  return Object.keys(where).length === 0 ? null : where;
}

const ORDERS: Readonly<Record<ComparedSort, ComparedRangeOrder>> = {
  change: { field: 'IOU_CHANGE', direction: 'DESC' },
  gain: { field: 'DELTA_IOU', direction: 'DESC' },
  loss: { field: 'DELTA_IOU', direction: 'ASC' },
  neuron: { field: 'UNIT_INDEX', direction: 'ASC' },
};

/** Rows a page: each shows eight pictures. */
const PAGE_SIZE = 20;

/** What of the rows is asked for: page, order, and whether unchanged ones are left out. */
export function comparedRows(address: CompareAddress) {
  const { after, before, show, status, sort } = address;
  return {
    ...(before === null ? { first: PAGE_SIZE, after } : { last: PAGE_SIZE, before }),
    changedOnly: show === 'changed' && status === null,
    where: comparedWhere(address),
    orderBy: ORDERS[sort],
  };
}
