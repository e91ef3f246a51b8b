import type { IncomingMessage } from 'node:http';
import { findApiKey, findSession, noteUse, type SessionOwner, type Store } from '@strata/db';
import { ANYBODY, type Caller } from '../caller.ts';
import { joined } from '../limits/joined.ts';
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
 * A key that is wrong does not fall back on a cookie. Every request is looked up, so that a revoked key works no more at
 * once; those that come at the same time share a statement that begins after them.
 */
export function authenticator({ reader, writer, open, issuer, hasEnded }: AuthenticatorParts): Authenticate {
  if (open) return async () => ANYBODY;
  const byKey = joined(async (text) => {
    const key = await findApiKey(reader, text);
    return callerOf(key && { ...key, keyId: key.id, personId: null, subject: null }, { via: 'key', writer });
  });
  const bySession = joined(async (text) =>
    callerOf(await findSession(reader, text, { issuer }), { via: 'session', writer }),
  );
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const [, text] = /^bearer +(\S+) *$/i.exec(authorization) ?? [];
      return text === undefined ? null : byKey(text);
    }
    const session = sessionOf(request);
    return session === undefined || hasEnded(session) ? null : bySession(session);
  };
}

function callerOf(owner: SessionOwner | null, { via, writer }: { via: Caller['via']; writer: Store }): Caller | null {
  if (!owner) return null;
  const { role, keyId, personId, name, subject } = owner;
  // Nobody waits for the note, and a request does not fail for it.
  if (keyId !== null) noteUse(writer, keyId).catch(() => undefined);
  return { role, keyId, personId, name, subject, via };
}
