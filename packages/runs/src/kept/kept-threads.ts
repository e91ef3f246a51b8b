/**
 * The module of a thread that answers what is asked of kept hits, one question a message; it is started with `{ home }`, the
 * folder with the cache. For servers, whose own thread answers meanwhile.
 */
export const KEPT_THREAD = new URL('./kept-thread.ts', import.meta.url);
