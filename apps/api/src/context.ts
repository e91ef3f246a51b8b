import type { RunEventListener, Store } from '@strata/db';
import type { Caller } from './caller.ts';
import type { AskKept } from './kept/kept-hits.ts';
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
  /** What runs hit, as this machine keeps it; absent where nobody serves it. */
  readonly kept?: AskKept | undefined;
  /** For subscriptions alone. */
  readonly live?: LiveContext | undefined;
}

/** What a subscription follows events with. */
export interface LiveContext {
  readonly listener: RunEventListener;
  /** The last event that a reader who comes back has seen; null for a new one. */
  readonly after: number | null;
  /** Aborted when the reader leaves or the server stops. */
  readonly signal: AbortSignal;
}

/** A fresh context: loaders must not outlive a request, or it would see another's rows. */
export function createContext(store: Store, request: RequestContext): ApiContext {
  const rows = createRowLoaders(store);
  return { ...request, store, rows, lists: createListLoaders(store), find: createFinders(rows) };
}
