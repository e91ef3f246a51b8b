import { badInput } from '../errors/bad-input.ts';

/** Steps into and, or, not, unit or explanation, one inside the other. */
const DEPTH_MAX = 5;
/** Filters in one and or or. */
const FILTERS_MAX = 20;
/** Values of one in. */
const VALUES_MAX = 100;

/** Fields that can nest without end; the others lead to ever outer types and end there. */
const DEEPER: ReadonlySet<string> = new Set(['and', 'or', 'not', 'unit', 'explanation']);

/**
 * Refuses filters that would make a statement too large.
 * @throws GraphQLError BAD_USER_INPUT saying which limit was passed
 */
export function checkWhere(where: unknown, depth = 0): void {
  if (typeof where !== 'object' || where === null) return;
  if (depth > DEPTH_MAX)
    throw badInput(`Expected and, or, not, unit and explanation nested at most ${DEPTH_MAX} deep in a filter.`);
  for (const [name, value] of Object.entries(where)) {
    if (!Array.isArray(value)) {
      checkWhere(value, DEEPER.has(name) ? depth + 1 : depth);
      continue;
    }
    const most = name === 'in' ? VALUES_MAX : FILTERS_MAX;
    if (value.length > most) throw badInput(`Expected at most ${most} entries in "${name}"; got ${value.length}.`);
    for (const one of value) checkWhere(one, depth + 1);
  }
}
