import type pg from 'pg';

/**
 * Keeps the process alive when a connection breaks: the query under way, or the next one, reports the loss. The pool
 * hears of idle connections only; one that is in use, say between two statements of a transaction, has nobody else.
 */
export function outliveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}
