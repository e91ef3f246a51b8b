import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from '@opentelemetry/api';

/** What spans begun during a request hang on: its own, and its operation's once that is known. */
interface Current {
  context: Context;
}

export const current = new AsyncLocalStorage<Current>();
