import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What ties an answer of the provider to the browser that asked. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE's: 43 characters. */
  readonly codeVerifier: string;
}

/**
 * Follow from the browser's cookie, 256 random bits, each by a keyed hash: so nothing needs to be stored, and none tells
 * another or the cookie.
 */
export function secretsOf(cookie: string): SignInSecrets {
  const derived = (purpose: string) => createHmac('sha256', cookie).update(purpose).digest('base64url');
  return { state: derived('state'), nonce: derived('nonce'), codeVerifier: derived('code verifier') };
}

/** Whether the answer is for this browser; takes the same time whichever it is. */
export function isStateOf({ state }: SignInSecrets, given: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(state), hash(given));
}
