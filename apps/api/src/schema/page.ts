import { type DefaultConnectionArguments, resolveCursorConnection } from '@pothos/plugin-relay';
import type { Keyset, KeysetPage } from '@strata/db';
import { badInput } from '../to-graphql-error.ts';

const LARGEST = 100;

/**
 * Reads one Relay page of a keyset-ordered list.
 * @throws GraphQLError BAD_USER_INPUT when first or last is not 1–100, or a cursor is not one of ours
 */
export function pageOf<Row extends { readonly id: number }>(
  args: DefaultConnectionArguments,
  { key, read }: { key: (row: Row) => string | number; read: (page: KeysetPage) => Promise<Row[]> },
) {
  for (const count of [args.first, args.last])
    if (count != null && (count < 1 || count > LARGEST))
      throw badInput(`Expected first or last from 1 to ${LARGEST}; got ${count}.`);
  return resolveCursorConnection<Promise<Row[]>>(
    { args, defaultSize: 20, maxSize: LARGEST, toCursor: (row: Row) => encodeCursor([key(row), row.id]) },
    ({ after, before, limit, inverted }) =>
      read({ after: decodeCursor(after), before: decodeCursor(before), limit, inverted }),
  );
}

/** The opaque text of a place in a list. */
export function encodeCursor(place: Keyset): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * The place a cursor names.
 * @throws GraphQLError BAD_USER_INPUT when the text is no cursor
 */
export function decodeCursor(text: string | undefined): Keyset | undefined {
  if (text === undefined) return undefined;
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if ((typeof key === 'string' || typeof key === 'number') && Number.isSafeInteger(id)) return [key, id as number];
  } catch {
    // Reported below, like every other text that is no cursor.
  }
  throw badInput('Expected a cursor from pageInfo or an edge; pass it on unchanged.');
}
