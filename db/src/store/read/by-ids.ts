import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';

interface Preparable<Row> {
  prepare(name: string): { execute(values: { readonly ids: readonly number[] }): Promise<Row[]> };
}

/**
 * Makes a reader of rows that belong to ids. Its statement is the same however many they are: it is built once a store,
 * and the server parses and plans it once a connection, which takes longer than finding a few rows.
 * @param name its own among all statements
 * @param build the statement; `ids` stands behind the column that holds them and an equals sign
 */
export function byIds<Row>(
  name: string,
  build: (db: Store['db'], ids: SQL) => Preparable<Row>,
): (store: Store, ids: readonly number[]) => Promise<Row[]> {
  const statements = new WeakMap<Store['db'], ReturnType<Preparable<Row>['prepare']>>();
  return ({ db }, ids) => {
    const statement = statements.get(db) ?? build(db, sql`any(${sql.placeholder('ids')}::bigint[])`).prepare(name);
    statements.set(db, statement);
    return statement.execute({ ids });
  };
}
