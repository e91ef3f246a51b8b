import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { apiKey, session } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { ACCESS_CHANNEL } from './access-channel.ts';
import { type ApiKeyRow, findApiKey } from './api-keys.ts';
import { isSecretOf, makeToken, readToken } from './token.ts';

/** How long a browser stays signed in. */
export const SESSION_SECONDS = 14 * 86_400;

/** Signs a browser in with a key; null when the key does not work. Sessions that have expired are removed. */
export async function beginSession(store: Store, keyText: string): Promise<{ text: string; key: ApiKeyRow } | null> {
  const key = await findApiKey(store, keyText);
  if (!key) return null;
  const { text, lookup, secretSha256 } = makeToken('session');
  const expiresAt = sql<string>`now() + make_interval(secs => ${SESSION_SECONDS})`;
  await store.db.delete(session).where(lt(session.expiresAt, sql`now()`));
  await store.db.insert(session).values({ lookup, secretSha256, apiKeyId: key.id, expiresAt });
  return { text, key };
}

/** The key that a session was begun with, while both work. */
export async function findSession({ db }: Store, text: string): Promise<ApiKeyRow | null> {
  const token = readToken('session', text);
  if (!token) return null;
  const [row] = await db
    .select({ key: apiKey, secretSha256: session.secretSha256 })
    .from(session)
    .innerJoin(apiKey, eq(apiKey.id, session.apiKeyId))
    .where(and(eq(session.lookup, token.lookup), gt(session.expiresAt, sql`now()`), isNull(apiKey.revokedAt)));
  if (!row || !isSecretOf(row.secretSha256, token)) return null;
  const { secretSha256: _, ...key } = row.key;
  return key;
}

/** Signs a browser out; a session that is none changes nothing. */
export async function endSession({ db }: Store, text: string): Promise<void> {
  const token = readToken('session', text);
  if (!token) return;
  const [row] = await db
    .select({ id: session.id, secretSha256: session.secretSha256 })
    .from(session)
    .where(eq(session.lookup, token.lookup));
  if (!row || !isSecretOf(row.secretSha256, token)) return;
  await db.transaction(async (tx) => {
    await tx.delete(session).where(eq(session.id, row.id));
    await tx.execute(sql`select pg_notify(${ACCESS_CHANNEL}, '')`);
  });
}
