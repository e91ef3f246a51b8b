import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { signIn } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { isSecretOf, makeToken, readToken } from './token.ts';

/** How long somebody may take at the provider. */
export const SIGN_IN_SECONDS = 600;

/**
 * Keeps that a browser is sent to the provider; removes those that never came back.
 * @returns the text of the browser's cookie, whose hash alone is stored
 */
export async function beginSignIn({ db }: Store, { next }: { next: string }): Promise<string> {
  const { text, lookup, secretSha256 } = makeToken('signin');
  const expiresAt = sql<string>`now() + make_interval(secs => ${SIGN_IN_SECONDS})`;
  await db.delete(signIn).where(lt(signIn.expiresAt, sql`now()`));
  await db.insert(signIn).values({ lookup, secretSha256, next, expiresAt });
  return text;
}

/**
 * Takes what was kept for the browser with this cookie, which works once, whoever asks at the same time.
 * @returns null for a cookie that is none, too old, or was used
 */
export async function takeSignIn({ db }: Store, text: string): Promise<{ next: string } | null> {
  const token = readToken('signin', text);
  if (!token) return null;
  const waiting = and(eq(signIn.lookup, token.lookup), gt(signIn.expiresAt, sql`now()`));
  const [row] = await db.select({ id: signIn.id, secretSha256: signIn.secretSha256 }).from(signIn).where(waiting);
  if (!row || !isSecretOf(row.secretSha256, token)) return null;
  const [taken] = await db.delete(signIn).where(eq(signIn.id, row.id)).returning({ next: signIn.next });
  return taken ?? null;
}
