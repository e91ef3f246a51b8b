import type { ReviewSight } from '@strata/db';
import { type Caller, mayAs } from '../caller.ts';

/** Who judges, as reviews name them for good: keys and people may have the same name. On an open server, all are one. */
export function reviewerOf({ keyId, personId }: Caller): string {
  if (personId !== null) return `person:${personId}`;
  return keyId === null ? 'open' : `key:${keyId}`;
}

/** Whose reviews a caller reads word by word: those of what they have answered themselves; administrators all. */
export function reviewSight(caller: Caller): ReviewSight {
  return mayAs(caller, 'ADMIN') ? null : reviewerOf(caller);
}

/**
 * What a caller sees of how explanations were judged: who is to judge them sees nothing before they have; who cannot judge, or
 * governs the server, sees all.
 */
export function judgementSight(caller: Caller): ReviewSight {
  return caller.role === 'REVIEWER' ? reviewerOf(caller) : null;
}
