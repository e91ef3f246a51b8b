import { Lru } from '@strata/files';
import type { RequestHandler } from 'express';
import type { Caller } from '../caller.ts';

export interface RateLimit {
  /** Requests that may come at once. Default 2,000. */
  readonly burst?: number;
  /** Requests a second in the long run. Default 500. */
  readonly perSecond?: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Callers remembered; beyond, those who have been quiet longest are forgotten, which at worst forgives them. */
const CALLERS_MAX = 10_000;

/**
 * Answers 429 with Retry-After to a caller who asks too fast. A bucket a key, or an address where nobody has one. Kept
 * in this process: several servers over one database count each for itself.
 */
export function rateLimit(
  { burst = 2_000, perSecond = 500 }: RateLimit,
  now = () => performance.now(),
): RequestHandler {
  const buckets = new Lru<string, Bucket>({ max: CALLERS_MAX });
  return (request, response, next) => {
    const caller = response.locals.caller as Caller | undefined;
    const who = caller?.keyId == null ? `address ${request.socket.remoteAddress ?? ''}` : `key ${caller.keyId}`;
    const at = now();
    const old = buckets.get(who) ?? { tokens: burst, filledAt: at };
    const tokens = Math.min(burst, old.tokens + ((at - old.filledAt) / 1000) * perSecond);
    buckets.set(who, { tokens: Math.max(0, tokens - 1), filledAt: at });
    if (tokens >= 1) return next();
    const seconds = Math.max(1, Math.ceil((1 - tokens) / perSecond));
    const message = `More than ${perSecond} requests per second. Ask again in ${seconds} s.`;
    response.status(429).set('retry-after', String(seconds));
    response.json({ errors: [{ message, extensions: { code: 'RATE_LIMITED' } }] });
  };
}
