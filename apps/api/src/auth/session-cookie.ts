import type { IncomingMessage } from 'node:http';
import { SESSION_SECONDS } from '@strata/db';
import type { Request } from 'express';

const NAME = 'strata_session';

export interface SessionCookieOptions {
  readonly https: boolean;
  /**
   * Strict goes out with no request that another site's page led to. Lax does when a browser goes to a page, as it comes
   * back from the provider; either way no other site's page can send anything with it. Default Strict.
   */
  readonly sameSite?: 'Strict' | 'Lax';
  /** Default as long as sessions of keys. */
  readonly seconds?: number;
}

/** The session that the request's cookie names. */
export function sessionOf(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  return cookieOf(request, NAME);
}

/** The value of the cookie with this name. */
export function cookieOf({ headers }: Pick<IncomingMessage, 'headers'>, wanted: string): string | undefined {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === wanted) return value.join('=');
  }
  return undefined;
}

/**
 * The header that signs a browser in, or out without a session. No script can read the cookie, no other site's page can
 * send it; over HTTPS (which a proxy in front says) it never goes out in the clear.
 */
export function sessionCookie(
  session: string | null,
  { https, sameSite = 'Strict', seconds = SESSION_SECONDS }: SessionCookieOptions,
): string {
  const age = session === null ? 0 : seconds;
  return `${NAME}=${session ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=${sameSite}${https ? '; Secure' : ''}`;
}

/** Whether the browser came over HTTPS, also when a proxy in front spoke it. */
export function isHttps({ protocol, headers }: Pick<Request, 'protocol' | 'headers'>): boolean {
  return protocol === 'https' || headers['x-forwarded-proto'] === 'https';
}
