import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';
import type { Cell, ExportColumn, ExportColumns, ExportTable, RowOf, RunNames } from './export-table.ts';

/** Rows of one statement. */
const PAGE = 20_000;

/** Some rows of a list, column by column. */
export interface ColumnPage {
  readonly rows: number;
  /** By name, `rows` values each. */
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
}

/** The database as it was at one moment: what is written meanwhile is not seen. */
export interface Snapshot extends Pick<Store, 'db'> {
  /** Does some reading after what was asked before: one connection answers one question at a time. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/**
 * Does some reading in one snapshot, so that all lists of an export fit each other.
 * @param signal ends it before what is asked next; default nothing does
 * @throws StoreError when the database fails, what the work throws, and the signal's reason
 */
export function withSnapshot<Result>(
  store: Store,
  work: (snapshot: Snapshot) => Promise<Result>,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Result> {
  const options = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
  return store.db.transaction(async (db) => {
    // Compiling a page's plan takes longer than the page.
    await db.execute(sql`set local jit = off`);
    let last: Promise<unknown> = Promise.resolve();
    const inTurn: Snapshot['inTurn'] = (read) => {
      const answer = last.then(() => {
        signal?.throwIfAborted();
        return read();
      });
      last = answer.catch(() => undefined);
      return answer;
    };
    try {
      return await work({ db: db as unknown as Store['db'], inTurn });
    } finally {
      // What was read ahead and nobody waits for.
      await last;
    }
  }, options);
}

interface PageAsked<Columns extends ExportColumns, Of> {
  readonly table: ExportTable<Columns, Of>;
  readonly of: Of;
  readonly after: readonly number[] | null;
  readonly limit: number;
}

/**
 * The rows of a part of a list in the order of its keys, page by page.
 * @param limit rows a page; default 20,000
 * @throws StoreError when the database fails
 */
export async function* readTable<Columns extends ExportColumns, Of>(
  snapshot: Snapshot,
  table: ExportTable<Columns, Of>,
  { of, limit = PAGE }: { readonly of: Of; readonly limit?: number },
): AsyncGenerator<ColumnPage> {
  for (let after: readonly number[] | null = null; ; ) {
    const page: KeyedPage = await readPage(snapshot, { table, of, after, limit });
    if (page.rows > 0) yield page;
    if (page.rows < limit) return;
    after = page.last;
  }
}

/** The same row by row, for lists that are not long or are read only in part. */
export async function* readTableRows<Columns extends ExportColumns, Of>(
  snapshot: Snapshot,
  table: ExportTable<Columns, Of>,
  { of }: { readonly of: Of },
): AsyncGenerator<RowOf<Columns>> {
  const names = Object.keys(table.columns);
  for await (const { rows, columns } of readTable(snapshot, table, { of, limit: 1_000 })) {
    for (let at = 0; at < rows; at += 1) {
      yield Object.fromEntries(names.map((name) => [name, columns[name]?.[at] ?? null])) as RowOf<Columns>;
    }
  }
}

interface KeyedPage extends ColumnPage {
  /** The keys of its last row. */
  readonly last: readonly number[];
}

/** Each column comes as one JSON array: a tenth of the work that rows of forty values are. */
async function readPage<Columns extends ExportColumns, Of>(
  { db, inTurn }: Snapshot,
  { table, of, after, limit }: PageAsked<Columns, Of>,
): Promise<KeyedPage> {
  const columns = Object.entries(table.columns);
  const read = columns.flatMap(([name, { value }]) => (typeof value === 'function' ? [] : [{ name, value }]));
  const keys = sql.join([...table.keys], sql`, `);
  const beyond = after === null ? sql`` : sql`and (${keys}) > (${numbers(after)})`;
  const values: SQL[] = [...read.map(({ value }) => value), ...table.keys];
  const [picked, gathered] = [values.map((value, at) => sql`${value} as ${name(at)}`), values.map((_, at) => name(at))];
  const statement = sql`
    select ${sql.join(
      gathered.map((one) => sql`json_agg(${one}) as ${one}`),
      sql`, `,
    )} from (
      select ${sql.join(picked, sql`, `)} ${table.source(of)} ${beyond} order by ${keys} limit ${limit}
    ) page`;
  const { rows } = await inTurn(() =>
    orStoreError(`Reading the list of ${table.name}`, () => db.execute<Record<string, unknown>>(statement)),
  );
  const lists = values.map((_, at) => (rows[0]?.[`c${at}`] ?? []) as Cell[]);
  const length = lists[0]?.length ?? 0;
  const found = new Map(read.map(({ name: of }, at) => [of, lists[at] ?? []]));
  return {
    rows: length,
    columns: Object.fromEntries(
      columns.map(([name, column]) => [name, cellsOf(column, { found: found.get(name), of, length })]),
    ),
    last: lists.slice(read.length).map((list) => Number(list.at(-1))),
  };
}

function cellsOf(
  { kind, value }: ExportColumn,
  { found = [], of, length }: { found: Cell[] | undefined; of: unknown; length: number },
): readonly Cell[] {
  if (typeof value === 'function') return new Array<Cell>(length).fill(value(of as RunNames));
  // JSON has no NaN and no infinity: they come as text.
  return kind === 'float64' ? found.map((cell) => (typeof cell === 'string' ? Number(cell) : cell)) : found;
}

function name(at: number): SQL {
  return sql.raw(`c${at}`);
}

function numbers(values: readonly number[]): SQL {
  return sql.join(
    values.map((value) => sql`${value}::bigint`),
    sql`, `,
  );
}
