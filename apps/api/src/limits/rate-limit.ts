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

/** Between two refusals of one caller, and how long one is worth waiting for. */
const REFUSAL_STEP_MS = 5;
const REFUSAL_WAIT_MS_MAX = 5_000;

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
  const refuse = createRefusals();
  return (request, response, next) => {
    const who = whoAsks(request, response);
    const seconds = buckets(who);
    if (seconds === 0) return next();
    refuse(response, { who, seconds });
  };
}

/** Answers a request that came too fast. */
export type Refuse = (response: Response, refusal: { readonly who: string; readonly seconds: number }) => void;

/**
 * Says when to come back, one answer to a caller after the other and not at once: whoever asks on and on with many
 * connections would else have the server do nothing but refuse. Beyond what is worth a wait the connection is cut.
 */
export function createRefusals(now: () => number = () => performance.now()): Refuse {
  const nextAt = new Lru<string, number>({ max: CALLERS_MAX });
  return (response, { who, seconds }) => {
    const asked = now();
    const at = Math.max(asked, nextAt.get(who) ?? 0);
    const waitMs = at - asked;
    if (waitMs > REFUSAL_WAIT_MS_MAX) return void response.destroy();
    nextAt.set(who, at + REFUSAL_STEP_MS);
    const message = `Requests come too fast. Ask again in ${seconds} s.`;
    setTimeout(() => {
      response.status(429).set('retry-after', String(seconds));
      response.json({ errors: [{ message, extensions: { code: 'RATE_LIMITED' } }] });
    }, waitMs);
  };
}
