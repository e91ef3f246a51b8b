import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Lru } from '@strata/files';
import type { RequestHandler, Response } from 'express';
import type { Caller } from '../caller.ts';
import { leftSignal } from '../limits/caller-stores.ts';
import { createBuckets, createRefusals, type RateLimit } from '../limits/rate-limit.ts';
import { Shares } from '../limits/shares.ts';
import { whoAsks } from '../limits/who-asks.ts';
import type { Authenticate } from './authenticate.ts';
import { sessionOf } from './session-cookie.ts';

const REFUSAL = {
  errors: [
    {
      message:
        'Expected a key that works: send "Authorization: Bearer <key>". An administrator makes one with "strata key create".',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

/** Requests without a key that works: guesses, and programs that were never told. */
export const STRANGERS: RateLimit = { burst: 200, perSecond: 20 };
/** Keys remembered as those that worked. */
const KNOWN_MAX = 10_000;

/** Requests of one key, or of strangers at one address, that are looked up at once, of all that the server could take. */
const LOOKED_UP = { total: 1_000, each: 4 } as const;

/** The one place where it is decided who comes in. */
export interface Door {
  /** Lets through only requests of somebody; `callerOf` then says of whom. */
  readonly require: RequestHandler;
  /** Knows a session from now on: it has just begun. */
  readonly welcome: (session: string) => void;
}

/**
 * Those without a working key are counted by address, and when there were too many, none is looked up any more but what has
 * worked before: others at the same address, behind the same proxy, go on, and so does whoever has just signed in.
 */
export function createDoor(authenticate: Authenticate, strangers: RateLimit = STRANGERS): Door {
  const buckets = createBuckets(strangers);
  const refuse = createRefusals();
  const shares = new Shares(LOOKED_UP);
  const known = new Lru<string, true>({ max: KNOWN_MAX });
  const require: RequestHandler = async (request, response, next) => {
    const who = whoAsks(request, response);
    const shown = shownBy(request);
    const isKnown = known.get(shown) === true;
    const seconds = isKnown ? 0 : buckets(who, { onlyLook: true });
    if (seconds > 0) return refuse(response, { who, seconds });
    const leave = await shares.take(isKnown ? shown : who, leftSignal(response));
    const caller = await authenticate(request).finally(leave);
    if (!caller) {
      buckets(who);
      known.delete(shown);
      return void response.status(401).set('www-authenticate', 'Bearer').json(REFUSAL);
    }
    known.set(shown, true);
    response.locals.caller = caller;
    next();
  };
  return { require, welcome: (session) => known.set(digest(`session ${session}`), true) };
}

/** What stands for the key or session that a request shows, which are kept nowhere. */
function shownBy(request: Pick<IncomingMessage, 'headers'>): string {
  const { authorization } = request.headers;
  return digest(authorization === undefined ? `session ${sessionOf(request) ?? ''}` : `key ${authorization}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Who sent the request that the door let through. */
export function callerOf(response: Pick<Response, 'locals'>): Caller {
  return response.locals.caller as Caller;
}
