import { and, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import { apiKey, person, type Role, session } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';
import { ACCESS_CHANNEL } from './access-channel.ts';

/**
 * Which sessions: one, a person's, those of one of the provider's sessions, or all. Where somebody signed in without the
 * provider naming its session, the subject says whose they are.
 */
export type WhichSessions =
  | { readonly lookup: string }
  | { readonly personId: number }
  | { readonly issuer: string; readonly providerSession: string; readonly subject: string | null }
  | 'all';

/** A session as everybody may see it: without anything of its secret. */
export interface SessionRow {
  readonly lookup: string;
  /** The key's or the person's. */
  readonly name: string;
  readonly role: Role;
  /** The provider's own name for the person; null for keys. */
  readonly subject: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Sessions that work, the newest first. @throws StoreError when the database refuses */
export function listSessions({ db }: Store): Promise<SessionRow[]> {
  return orStoreError('Reading the sessions', async () => {
    const rows = await db
      .select({ session, key: apiKey, person })
      .from(session)
      .leftJoin(apiKey, eq(apiKey.id, session.apiKeyId))
      .leftJoin(person, eq(person.id, session.personId))
      .where(and(gt(session.expiresAt, sql`now()`), isNull(apiKey.revokedAt)))
      .orderBy(sql`${session.id} desc`);
    return rows.flatMap(({ session: { lookup, createdAt, expiresAt }, ...owners }) => {
      const owner = owners.key ?? owners.person;
      if (!owner) return [];
      const { name, role } = owner;
      return [{ lookup, name, role, subject: owners.person?.subject ?? null, createdAt, expiresAt }];
    });
  });
}

/**
 * Ends sessions, and with them, at once, what is open in them.
 * @returns how many there were
 * @throws StoreError when the database refuses
 */
export function endSessions({ db }: Store, which: WhichSessions): Promise<number> {
  return orStoreError('Ending sessions', () =>
    db.transaction(async (tx) => {
      const ended = await tx.delete(session).where(condition(which)).returning({ id: session.id });
      if (ended.length > 0) await tx.execute(sql`select pg_notify(${ACCESS_CHANNEL}, '')`);
      return ended.length;
    }),
  );
}

/** The people whose name or subject this is. @throws StoreError when the database refuses */
export function findPeople({ db }: Store, called: string): Promise<{ id: number; name: string; subject: string }[]> {
  return orStoreError('Looking for the person', async () =>
    db
      .select({ id: person.id, name: person.name, subject: person.subject })
      .from(person)
      .where(or(eq(person.name, called), eq(person.subject, called))),
  );
}

function condition(which: WhichSessions): SQL | undefined {
  if (which === 'all') return sql`true`;
  if ('lookup' in which) return eq(session.lookup, which.lookup);
  if ('personId' in which) return eq(session.personId, which.personId);
  const ofIssuer = sql`${session.personId} in (select id from ${person} where ${person.issuer} = ${which.issuer})`;
  const ofSubject = sql`${session.personId} in (select id from ${person}
    where ${person.issuer} = ${which.issuer} and ${person.subject} = ${which.subject})`;
  return or(
    and(eq(session.providerSession, which.providerSession), ofIssuer),
    and(isNull(session.providerSession), ofSubject),
  );
}
