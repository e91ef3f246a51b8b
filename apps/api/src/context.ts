import type { Store } from '@strata/db';
import { createFinders, type Finders } from './loaders/find-by-name.ts';
import { createListLoaders, type ListLoaders } from './loaders/list-loaders.ts';
import { createRowLoaders, type RowLoaders } from './loaders/row-loaders.ts';

/** What resolvers share during one request. */
export interface ApiContext {
  readonly store: Store;
  readonly rows: RowLoaders;
  readonly lists: ListLoaders;
  readonly find: Finders;
}

/** A fresh context: loaders must not outlive a request, or it would see another's rows. */
export function createContext(store: Store): ApiContext {
  const rows = createRowLoaders(store);
  return { store, rows, lists: createListLoaders(store), find: createFinders(rows) };
}
