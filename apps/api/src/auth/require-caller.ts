import { createHash } from 'node:crypto';
import { Lru } from '@strata/files';
import type { RequestHandler, Response } from 'express';
import type { Caller } from '../caller.ts';
import { createBuckets, type RateLimit, refuseTooFast } from '../limits/rate-limit.ts';
import { whoAsks } from '../limits/who-asks.ts';
import type { Authenticate } from './authenticate.ts';

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

/**
 * Lets through only requests of somebody; `callerOf` then says of whom. Those without a working key are counted by address,
 * and when there were too many, none is looked up any more but what has worked before: others at the same address, behind
 * the same proxy, go on.
 */
export function requireCaller(authenticate: Authenticate, strangers: RateLimit = STRANGERS): RequestHandler {
  const buckets = createBuckets(strangers);
  const known = new Lru<string, true>({ max: KNOWN_MAX });
  return async (request, response, next) => {
    const who = whoAsks(request, response);
    const { authorization, cookie } = request.headers;
    const shown = createHash('sha256')
      .update(`${authorization ?? ''}\n${cookie ?? ''}`)
      .digest('base64');
    const waitSeconds = known.get(shown) ? 0 : buckets(who, { onlyLook: true });
    if (waitSeconds > 0) return refuseTooFast(response, waitSeconds);
    const caller = await authenticate(request);
    if (!caller) {
      buckets(who);
      known.delete(shown);
      return void response.status(401).set('www-authenticate', 'Bearer').json(REFUSAL);
    }
    known.set(shown, true);
    response.locals.caller = caller;
    next();
  };
}

/** Who sent the request that `requireCaller` let through. */
export function callerOf(response: Pick<Response, 'locals'>): Caller {
  return response.locals.caller as Caller;
}
