import type { Store } from '@strata/db';
import type { Caller } from './auth/caller.ts';
import { createFinders, type Finders } from './loaders/find-by-name.ts';
import { createListLoaders, type ListLoaders } from './loaders/list-loaders.ts';
import { createRowLoaders, type RowLoaders } from './loaders/row-loaders.ts';

/** What resolvers share during one request. */
export interface ApiContext extends RequestContext {
  readonly store: Store;
  readonly rows: RowLoaders;
  readonly lists: ListLoaders;
  readonly find: Finders;
}

/** What a request brings. */
export interface RequestContext {
  readonly caller: Caller;
  /** The store that takes writes; `store` refuses them. */
  readonly writer: Store;
  /** Stands in the log, the audit and the answer's header. */
  readonly requestId: string | null;
}

/** A fresh context: loaders must not outlive a request, or it would see another's rows. */
export function createContext(store: Store, request: RequestContext): ApiContext {
  const rows = createRowLoaders(store);
  return { ...request, store, rows, lists: createListLoaders(store), find: createFinders(rows) };
}
