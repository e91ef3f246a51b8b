import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Narrowed } from '../filters/few-formulas.ts';
import type { Names } from '../filters/names.ts';
import type { Store } from '../open-store.ts';

export type Direction = 'ASC' | 'DESC';

export interface OrderBy {
  /** A name from the list's `orders`. */
  readonly field: string;
  readonly direction: Direction;
}

/** What a row is ordered by. */
export type SortValue = string | number | null;

export interface Order<Row> {
  /** A table's column, or an expression over a computed table. */
  readonly column: PgColumn | SQL;
  /** Whether values can be missing. Default: as the column says; an expression's never are. */
  readonly nullable?: boolean | undefined;
  readonly sortValue: (row: Row) => SortValue;
  /** What the column holds. */
  readonly kind: 'number' | 'string';
}

/** A table, or a statement as a table, as a list: what can be asked of it. Ties are ordered by id, in the direction of the order. */
export interface List<Row extends { readonly id: number }, Where> {
  /** Its own name: cursors and batches carry it. */
  readonly name: string;
  readonly table: PgTable | SQL;
  readonly columns: Readonly<Record<string, PgColumn | SQL.Aliased>>;
  readonly id: PgColumn | SQL;
  readonly orders: Readonly<Record<string, Order<Row>>>;
  readonly defaultOrder: OrderBy;
  /** Compiles a filter. */
  readonly where: (where: Where, options: { readonly names: Names }) => SQL;
  /** Whether what filters name is looked up before: for lists of large tables. Default false. */
  readonly resolvesNames?: boolean | undefined;
  /**
   * Whether a page's places are found first and its rows read after: for a table with indexes that hold whatever filters
   * ask for, so that walking past a row does not read it. Default false.
   */
  readonly placesFirst?: boolean | undefined;
  /** Conditions that cut what a filter finds into parts, each in order in an index. Default: none, it is read whole. */
  readonly partsOf?: ((where: Where) => readonly SQL[]) | undefined;
  /** Looks up before what a part of the filter finds, where that may be next to nothing. Default: nothing is looked up. */
  readonly narrow?:
    | ((db: Store['db'], options: { where: Where; names: Names }) => Promise<Narrowed<Where> | undefined>)
    | undefined;
  /** Rows that the list never leaves; default all. */
  readonly only?: SQL | undefined;
}

/** A list cut into one for each parent row, whose ids stand in `parent`. */
export interface ChildList<Row extends { readonly id: number }, Where> extends List<Row, Where> {
  readonly parent: PgColumn;
}
