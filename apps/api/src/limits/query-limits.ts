import { ComplexityErrorKind, type ComplexityResult, type FieldComplexityValue } from '@pothos/plugin-complexity';
import { badInput } from '../errors/bad-input.ts';

/**
 * Bounds of one query. Depth: models → versions → layers → units → clusters → explanation → formula → concepts → name
 * takes 14 levels. Breadth: fields written down. Complexity: values that can be answered at most.
 */
export const QUERY_LIMITS = { depth: 20, breadth: 500, complexity: 500_000 };

/** Values counted for each row of a list without `first` or `last`: ranges of a unit, samples of a range. */
const ROWS_ASSUMED = 5;

/** What a field costs: one value, times the rows it asks for. */
export function costOf(args: unknown): FieldComplexityValue {
  const { first, last, ids } = args as { first?: unknown; last?: unknown; ids?: unknown };
  if (Array.isArray(ids)) return { field: 1, multiplier: Math.max(1, ids.length) };
  const rows = typeof first === 'number' ? first : last;
  return typeof rows === 'number' ? { field: 1, multiplier: Math.max(1, rows) } : 1;
}

/** What a plain list costs. */
export const LIST_COST = { field: 1, multiplier: ROWS_ASSUMED };

const WORDS = {
  [ComplexityErrorKind.Complexity]: ['values', 'Ask for fewer rows or fields.'],
  [ComplexityErrorKind.Depth]: ['levels', 'Ask for the inner objects by their ids.'],
  [ComplexityErrorKind.Breadth]: ['fields', 'Split the query.'],
} as const;

/** The error of a query beyond the limits. */
export function tooLarge(
  kind: ComplexityErrorKind,
  { complexity, depth, breadth }: ComplexityResult,
): ReturnType<typeof badInput> {
  const came = { Complexity: complexity, Depth: depth, Breadth: breadth }[kind];
  const most = { Complexity: QUERY_LIMITS.complexity, Depth: QUERY_LIMITS.depth, Breadth: QUERY_LIMITS.breadth }[kind];
  const [noun, advice] = WORDS[kind];
  return badInput(`Expected a query of at most ${most} ${noun}; this one has ${came}. ${advice}`);
}
