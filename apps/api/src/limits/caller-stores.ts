import type { Reader, Store } from '@strata/db';
import type { Request, Response } from 'express';
import type { Shares } from './shares.ts';
import { whoAsks } from './who-asks.ts';

/** The store of the one who sent a request. */
export type CallerStores = (request: Request, response: Response) => Store;

/**
 * Gives each request a store whose statements wait for its caller's turn and end when the caller leaves before the answer.
 */
export function callerStores(reader: Reader, shares: Shares): CallerStores {
  return (request, response) => {
    const who = whoAsks(request, response);
    return reader.for({ enter: (signal) => shares.take(who, signal), signal: leftSignal(response) });
  };
}

/** Aborted when the caller leaves before the whole answer was sent. */
export function leftSignal(response: Response): AbortSignal {
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  return left.signal;
}
