import type { Keyset, OrderBy, SortValue } from '@strata/db';
import { badInput } from '../errors/bad-input.ts';

/** What a cursor belongs to: the list's order, and what that order's values are. */
export interface CursorKind {
  readonly orderBy: OrderBy;
  readonly kind: 'number' | 'string';
}

/** The opaque text of a place in an ordered list; it carries the order's name. */
export function encodeCursor({ orderBy }: CursorKind, [value, id]: Keyset): string {
  return Buffer.from(JSON.stringify([orderName(orderBy), value, id])).toString('base64url');
}

/**
 * The place that a cursor names.
 * @throws GraphQLError BAD_USER_INPUT when the text is no cursor, or one of another order
 */
export function decodeCursor({ orderBy, kind }: CursorKind, text: string): Keyset {
  const [order, value, id] = readArray(text);
  if (typeof order !== 'string' || typeof id !== 'number' || !Number.isSafeInteger(id)) throw noCursor();
  if (order !== orderName(orderBy))
    throw badInput(
      `Expected a cursor of a list ordered by ${orderName(orderBy)}; this one belongs to ${order.slice(0, 40)}. Start again from the first page.`,
    );
  if (!isSortValue(value, kind)) throw noCursor();
  return [value, id];
}

function orderName({ field, direction }: OrderBy): string {
  return `${field} ${direction}`;
}

function isSortValue(value: unknown, kind: 'number' | 'string'): value is SortValue {
  if (value === null) return true;
  return kind === 'number' ? typeof value === 'number' && Number.isFinite(value) : typeof value === 'string';
}

function readArray(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Refused below, like every other text that is no cursor.
  }
  throw noCursor();
}

function noCursor() {
  return badInput('Expected a cursor from pageInfo or an edge; pass it on unchanged.');
}
