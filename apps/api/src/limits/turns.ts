import { setImmediate } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';
import { leftSignal } from './caller-stores.ts';
import { Shares } from './shares.ts';
import { whoAsks } from './who-asks.ts';

/** Questions of one caller that are read and answered at once, of all that the server could take. */
const QUESTIONS = { total: 1_000, each: 4 } as const;

/**
 * Lets a caller's questions in a few at a time: reading and answering them takes the only thread, and whoever asks next
 * should wait for some of another's, not for all of them.
 */
export function inTurns(): RequestHandler {
  const shares = new Shares(QUESTIONS);
  return async (request, response, next) => {
    const leave = await shares.take(whoAsks(request, response), leftSignal(response));
    response.once('close', leave);
    // The turn before may have ended without a look at the network: another caller's question gets read here.
    await setImmediate();
    response.locals.leaveTurn = leave;
    next();
  };
}

/** Says that the rest of the answer only waits, as a stream does: the caller's next question may come in. */
export function leaveTurn({ locals }: Pick<Response, 'locals'>): void {
  (locals.leaveTurn as (() => void) | undefined)?.();
}
