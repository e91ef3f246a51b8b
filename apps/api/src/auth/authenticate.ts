import type { IncomingMessage } from 'node:http';
import { findApiKey, findSession, noteUse, type SessionOwner, type Store } from '@strata/db';
import { ANYBODY, type Caller } from '../caller.ts';
import { sessionOf } from './session-cookie.ts';

export type Authenticate = (request: Pick<IncomingMessage, 'headers'>) => Promise<Caller | null>;

interface AuthenticatorParts {
  readonly reader: Store;
  readonly writer: Store;
  readonly open: boolean;
  /** The provider that people sign in with; null where they can't. */
  readonly issuer: string | null;
  /** Whether this process was told that the session ends, also while the database could not be. */
  readonly hasEnded: (session: string) => boolean;
}

/**
 * Says who sends a request: by `Authorization: Bearer <key>`, else by the session's cookie; everybody on an open server.
 * A key that is wrong does not fall back on a cookie. One statement a request, so that a revoked key works no more at once.
 */
export function authenticator({ reader, writer, open, issuer, hasEnded }: AuthenticatorParts): Authenticate {
  if (open) return async () => ANYBODY;
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const [, text] = /^bearer +(\S+) *$/i.exec(authorization) ?? [];
      const key = text === undefined ? null : await findApiKey(reader, text);
      return callerOf(key && { ...key, keyId: key.id, personId: null, subject: null }, { via: 'key', writer });
    }
    const session = sessionOf(request);
    return session === undefined || hasEnded(session)
      ? null
      : callerOf(await findSession(reader, session, { issuer }), { via: 'session', writer });
  };
}

function callerOf(owner: SessionOwner | null, { via, writer }: { via: Caller['via']; writer: Store }): Caller | null {
  if (!owner) return null;
  const { role, keyId, personId, name, subject } = owner;
  // Nobody waits for the note, and a request does not fail for it.
  if (keyId !== null) noteUse(writer, keyId).catch(() => undefined);
  return { role, keyId, personId, name, subject, via };
}
