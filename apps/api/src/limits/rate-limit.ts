import { Lru } from '@strata/files';
import type { RequestHandler, Response } from 'express';
import { whoAsks } from './who-asks.ts';

export interface RateLimit {
  /** Requests that may come at once. Default 2,000. */
  readonly burst?: number;
  /** Requests a second in the long run. Default 500. */
  readonly perSecond?: number;
}

/** Lets a caller's requests through, or says in how many seconds the next may come. */
export type Buckets = (who: string, options?: { readonly onlyLook?: boolean }) => number;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Callers remembered; beyond, those who have been quiet longest are forgotten, which at worst forgives them. */
const CALLERS_MAX = 10_000;

/**
 * A bucket of requests per caller, kept in this process: several servers over one database count each for itself.
 * @returns 0 for a request that may come, else the seconds until one may
 */
export function createBuckets(
  { burst = 2_000, perSecond = 500 }: RateLimit,
  now: () => number = () => performance.now(),
): Buckets {
  const buckets = new Lru<string, Bucket>({ max: CALLERS_MAX });
  return (who, { onlyLook = false } = {}) => {
    const at = now();
    const old = buckets.get(who) ?? { tokens: burst, filledAt: at };
    const tokens = Math.min(burst, old.tokens + ((at - old.filledAt) / 1000) * perSecond);
    if (!onlyLook) buckets.set(who, { tokens: Math.max(0, tokens - 1), filledAt: at });
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  };
}

/** Answers 429 with Retry-After to a caller who asks too fast. */
export function rateLimit(limit: RateLimit): RequestHandler {
  const buckets = createBuckets(limit);
  return (request, response, next) => {
    const seconds = buckets(whoAsks(request, response));
    if (seconds === 0) return next();
    refuseTooFast(response, seconds);
  };
}

/** Says when to come back. */
export function refuseTooFast(response: Response, seconds: number): void {
  const message = `Requests come too fast. Ask again in ${seconds} s.`;
  response.status(429).set('retry-after', String(seconds));
  response.json({ errors: [{ message, extensions: { code: 'RATE_LIMITED' } }] });
}
