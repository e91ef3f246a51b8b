import { GRADES } from '@strata/domain';
import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { CLASS_PARAMETERS } from '../specialization/class-words';

export const FOUND_SORTS = ['overlap', 'times', 'lift', 'range', 'length'] as const;
export type FoundSort = (typeof FOUND_SORTS)[number];

/** How a single concept is used: as it is, under NOT, or either way. */
export const POLARITIES = ['responds', 'excludes', 'either'] as const;

/**
 * How a formula is meant: it names the concepts that are used, or stands in the formula, or is its structure, or says the
 * same. One with a wildcard is about structure.
 */
export const MATCHES = ['uses', 'contains', 'exact', 'same'] as const;
export type Match = (typeof MATCHES)[number];

/** The version of an address that means all of them. */
export const ALL_VERSIONS = '*';

const parsers = {
  /** A concept's name or a formula, as it was typed. */
  q: parseAsString.withDefault(''),
  /** Whether one formula fulfils it, or the ranges of a neuron together. */
  by: parseAsStringLiteral(['formula', 'neuron'] as const).withDefault('formula'),
  match: parseAsStringLiteral(MATCHES).withDefault('uses'),
  polarity: parseAsStringLiteral(POLARITIES).withDefault('responds'),
  model: parseAsString,
  /** A label, or `*` for all of them; default the newest. */
  version: parseAsString,
  /** The layer's whole name. */
  layer: parseAsString,
  range: parseAsInteger,
  class: parseAsStringLiteral(CLASS_PARAMETERS),
  /** What it is worth. */
  grade: parseAsStringLiteral(GRADES),
  /** A category that the formula responds to. */
  category: parseAsString,
  /** The least overlap. */
  iou: parseAsFloat,
  /** Scores the formula against every neuron, whatever is found. */
  score: parseAsBoolean.withDefault(false),
  /** Waits for counts, without a script. */
  counts: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(FOUND_SORTS).withDefault('overlap'),
  /** Keyset paging: one of the two. */
  after: parseAsString,
  before: parseAsString,
};

/** What the address of the search page says. */
export type FindAddress = inferParserType<typeof parsers>;

const load = createLoader(parsers);
const serialize = createSerializer(parsers, { clearOnDefault: true });

/** Reads the address; what a form sends empty and what is no value counts as not there. */
export function readFindAddress(query: Record<string, string | string[] | undefined>): FindAddress {
  const address = load(query);
  return {
    ...address,
    q: address.q.trim(),
    model: address.model || null,
    version: address.version || null,
    layer: address.layer || null,
    category: address.category || null,
  };
}

/** The address that shows this search with a change. Another search starts on the first page. */
export function findPath(address: Partial<FindAddress>, change: Partial<FindAddress> = {}): string {
  const { after = null, before = null } = change;
  return `/find${serialize({ ...address, ...change, after, before })}`;
}

/** Rows a page. */
const PAGE_SIZE = 30;

/** The page that the address asks for, forward or backward. */
export function pageOf({ after, before }: Pick<FindAddress, 'after' | 'before'>) {
  return before === null ? { first: PAGE_SIZE, after } : { last: PAGE_SIZE, before };
}
