import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { apiKey, person, type Role, session } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { type ApiKeyRow, findApiKey } from './api-keys.ts';
import { endSessions } from './end-sessions.ts';
import { isSecretOf, makeToken, readToken } from './token.ts';

/** How long a browser stays signed in that did so with a key. */
export const SESSION_SECONDS = 14 * 86_400;

/** Whose session it is: a key's or a person's. */
export interface SessionOwner {
  readonly role: Role;
  readonly name: string;
  readonly keyId: number | null;
  readonly personId: number | null;
  /** The provider's own name for the person; null for keys. */
  readonly subject: string | null;
}

/** Signs a browser in with a key; null when the key does not work. Sessions that have expired are removed. */
export async function beginSession(store: Store, keyText: string): Promise<{ text: string; key: ApiKeyRow } | null> {
  const key = await findApiKey(store, keyText);
  if (!key) return null;
  const text = await addSession(store, { apiKeyId: key.id, seconds: SESSION_SECONDS });
  return { text, key };
}

/** Signs a browser in as a person; returns the session's text. Sessions that have expired are removed. */
export function beginPersonSession(
  store: Store,
  owner: { personId: number; providerSession: string | null; seconds: number },
): Promise<string> {
  return addSession(store, owner);
}

async function addSession(
  { db }: Store,
  { seconds, ...owner }: { seconds: number; apiKeyId?: number; personId?: number; providerSession?: string | null },
): Promise<string> {
  const { text, lookup, secretSha256 } = makeToken('session');
  const expiresAt = sql<string>`now() + make_interval(secs => ${seconds})`;
  await db.delete(session).where(lt(session.expiresAt, sql`now()`));
  await db.insert(session).values({ lookup, secretSha256, ...owner, expiresAt });
  return text;
}

/**
 * Whose session it is, while it and the key it was begun with work. People's work while their provider is the one asked
 * for: `issuer`, null where people can't sign in.
 */
export async function findSession(
  { db }: Store,
  text: string,
  { issuer }: { issuer: string | null },
): Promise<SessionOwner | null> {
  const token = readToken('session', text);
  if (!token) return null;
  const [row] = await db
    .select({ key: apiKey, person, secretSha256: session.secretSha256 })
    .from(session)
    .leftJoin(apiKey, eq(apiKey.id, session.apiKeyId))
    .leftJoin(person, eq(person.id, session.personId))
    .where(
      and(
        eq(session.lookup, token.lookup),
        gt(session.expiresAt, sql`now()`),
        // A left join's missing key has no moment, either.
        isNull(apiKey.revokedAt),
        or(isNull(session.personId), issuer === null ? sql`false` : eq(person.issuer, issuer)),
      ),
    );
  if (!row || !isSecretOf(row.secretSha256, token)) return null;
  const owner = row.key ?? row.person;
  if (!owner) return null;
  return {
    role: owner.role,
    name: owner.name,
    keyId: row.key?.id ?? null,
    personId: row.person?.id ?? null,
    subject: row.person?.subject ?? null,
  };
}

/** Signs a browser out; a session that is none changes nothing. */
export async function endSession(store: Store, text: string): Promise<void> {
  const token = readToken('session', text);
  if (!token) return;
  const [row] = await store.db
    .select({ secretSha256: session.secretSha256 })
    .from(session)
    .where(eq(session.lookup, token.lookup));
  if (!row || !isSecretOf(row.secretSha256, token)) return;
  await endSessions(store, { lookup: token.lookup });
}
