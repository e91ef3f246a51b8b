import { and, eq, isNull, sql } from 'drizzle-orm';
import { apiKey, type Role } from '../../schema/index.ts';
import { onlyRow } from '../batches.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';
import { ACCESS_CHANNEL } from './access-channel.ts';
import { isSecretOf, makeToken, readToken } from './token.ts';

/** A key as everybody may see it: without anything of its secret. */
export interface ApiKeyRow {
  readonly id: number;
  readonly lookup: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

const COLUMNS = {
  id: apiKey.id,
  lookup: apiKey.lookup,
  name: apiKey.name,
  role: apiKey.role,
  createdAt: apiKey.createdAt,
  lastUsedAt: apiKey.lastUsedAt,
  revokedAt: apiKey.revokedAt,
};

/** Makes a key; its text is known only now. @throws StoreError when the database refuses */
export async function createApiKey(
  { db }: Store,
  { role, name }: { role: Role; name: string },
): Promise<{ text: string; row: ApiKeyRow }> {
  const { text, lookup, secretSha256 } = makeToken('strata');
  const rows = await orStoreError('Making the key', () =>
    db.insert(apiKey).values({ lookup, secretSha256, role, name }).returning(COLUMNS),
  );
  return { text, row: onlyRow(rows) };
}

/** All keys, the newest first, revoked ones included. @throws StoreError when the database refuses */
export function listApiKeys({ db }: Store): Promise<ApiKeyRow[]> {
  return orStoreError('Reading the keys', async () => db.select(COLUMNS).from(apiKey).orderBy(sql`${apiKey.id} desc`));
}

/**
 * Revokes the key whose public part this is. What it did stays in the audit; its sessions end with it.
 * @returns null when there is no such key that still works
 * @throws StoreError when the database refuses
 */
export async function revokeApiKey({ db }: Store, lookup: string): Promise<ApiKeyRow | null> {
  const rows = await orStoreError('Revoking the key', () =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select pg_notify(${ACCESS_CHANNEL}, '')`);
      return tx
        .update(apiKey)
        .set({ revokedAt: sql`now()` })
        .where(and(eq(apiKey.lookup, lookup), isNull(apiKey.revokedAt)))
        .returning(COLUMNS);
    }),
  );
  return rows[0] ?? null;
}

/** The key that this text is, when it works. */
export async function findApiKey({ db }: Store, text: string): Promise<ApiKeyRow | null> {
  const token = readToken('strata', text);
  if (!token) return null;
  const [row] = await db
    .select({ ...COLUMNS, secretSha256: apiKey.secretSha256 })
    .from(apiKey)
    .where(and(eq(apiKey.lookup, token.lookup), isNull(apiKey.revokedAt)));
  if (!row || !isSecretOf(row.secretSha256, token)) return null;
  const { secretSha256: _, ...key } = row;
  return key;
}

/** Notes that a key was used, at most once a minute. */
export async function noteUse({ db }: Store, id: number): Promise<void> {
  await db.execute(sql`update api_key set last_used_at = now()
    where id = ${id} and (last_used_at is null or last_used_at < now() - interval '1 minute')`);
}
