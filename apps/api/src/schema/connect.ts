import { type ChildList, conditionOf, countRows, type KeysetPage, type List, type OrderBy, readPage } from '@strata/db';
import type { ApiContext } from '../context.ts';
import { badInput } from '../errors/bad-input.ts';
import { checkWhere } from '../limits/where-limits.ts';
import type { Page } from './connection.ts';
import { type CursorKind, decodeCursor, encodeCursor } from './cursor.ts';
import { checkCount } from './page-args.ts';

export interface ListArgs<Where> {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
  readonly where?: Where | null | undefined;
  readonly orderBy?: OrderBy | null | undefined;
}

type Identified = { readonly id: number };

/**
 * One page of a list that stands on its own.
 * @throws GraphQLError BAD_USER_INPUT when the arguments name no page
 */
export async function connect<Row extends Identified, Where>(
  { store }: ApiContext,
  list: List<Row, Where>,
  args: ListArgs<Where>,
): Promise<Page<Row>> {
  const asked = readArgs(list, args);
  const { where, orderBy } = asked;
  // What the filter names is looked up once, for the rows and for their number.
  const condition = conditionOf(store.db, { list, where });
  const rows = await readPage(store, list, { where, condition, orderBy, page: asked.page });
  return toPage(list, { rows, asked, totalCount: () => countRows(store, list, { where, condition }) });
}

/**
 * One page of a parent's list; a parent of null has none.
 * @throws GraphQLError BAD_USER_INPUT when the arguments name no page
 */
export async function connectTo<Row extends Identified, Where>(
  { lists }: ApiContext,
  list: ChildList<Row, Where>,
  { parent, args }: { readonly parent: number | null; readonly args: ListArgs<Where> },
): Promise<Page<Row>> {
  const asked = readArgs(list, args);
  if (parent === null) return toPage(list, { rows: [], asked, totalCount: async () => 0 });
  const { where, orderBy, page } = asked;
  const rows = await lists.page(list, { parent, query: { where, orderBy, page } });
  return toPage(list, { rows, asked, totalCount: () => lists.count(list, { parent, query: { where } }) });
}

interface ListQuery<Where> {
  readonly where: Where | null | undefined;
  readonly orderBy: OrderBy;
  readonly cursor: CursorKind;
  readonly page: KeysetPage;
}

function readArgs<Row extends Identified, Where>(list: List<Row, Where>, args: ListArgs<Where>): ListQuery<Where> {
  const { first, last, after, before, where } = args;
  if ((first == null) === (last == null))
    throw badInput(`Expected exactly one of first and last; got ${first == null ? 'neither' : 'both'}.`);
  const count = first ?? last ?? 0;
  checkCount(first == null ? 'last' : 'first', count);
  checkWhere(where);
  const orderBy = args.orderBy ?? list.defaultOrder;
  const cursor = { orderBy, kind: list.orders[orderBy.field]?.kind ?? 'number' };
  const page = {
    after: after == null ? undefined : decodeCursor(cursor, after),
    before: before == null ? undefined : decodeCursor(cursor, before),
    // One more than asked for says whether the list goes on.
    limit: count + 1,
    inverted: first == null,
  };
  return { where, orderBy, cursor, page };
}

function toPage<Row extends Identified, Where>(
  list: List<Row, Where>,
  { rows, asked, totalCount }: { rows: readonly Row[]; asked: ListQuery<Where>; totalCount: () => Promise<number> },
): Page<Row> {
  const { cursor, page } = asked;
  const shown = rows.slice(0, page.limit - 1);
  if (page.inverted) shown.reverse();
  const more = rows.length === page.limit;
  const sortValue = list.orders[asked.orderBy.field]?.sortValue ?? (() => null);
  const edges = shown.map((node) => ({ node, cursor: encodeCursor(cursor, [sortValue(node), node.id]) }));
  return {
    edges,
    pageInfo: {
      // What lies on the side the cursor points away from is known only by the cursor: something stood there.
      hasNextPage: page.inverted ? page.before !== undefined : more,
      hasPreviousPage: page.inverted ? more : page.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
