import type { IncomingMessage } from 'node:http';
import { SESSION_SECONDS } from '@strata/db';

const NAME = 'strata_session';

/** The session that the request's cookie names. */
export function sessionOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === NAME) return value.join('=');
  }
  return undefined;
}

/**
 * The header that signs a browser in, or out without a session. No script can read the cookie, no other site's page can
 * send it; over HTTPS (which a proxy in front says) it never goes out in the clear.
 */
export function sessionCookie(session: string | null, { https }: { https: boolean }): string {
  const age = session === null ? 0 : SESSION_SECONDS;
  return `${NAME}=${session ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${https ? '; Secure' : ''}`;
}
