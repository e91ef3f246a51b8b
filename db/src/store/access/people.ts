import { and, eq, sql } from 'drizzle-orm';
import { person, type Role } from '../../schema/index.ts';
import { onlyRow } from '../batches.ts';
import type { Store } from '../open-store.ts';

/** Who the provider says that somebody is. */
export interface Identity {
  readonly issuer: string;
  /** The provider's own name for them. */
  readonly subject: string;
  readonly name: string;
}

/** Keeps that somebody signed in, with the name and the role of today; returns the person's id. */
export async function knowPerson({ db }: Store, { role, ...who }: Identity & { role: Role }): Promise<number> {
  const rows = await db
    .insert(person)
    .values({ ...who, role })
    .onConflictDoUpdate({
      target: [person.issuer, person.subject],
      set: { name: who.name, role, signedInAt: sql`now()` },
    })
    .returning({ id: person.id });
  return onlyRow(rows).id;
}

/** The person's id; null for somebody who never had a role here. */
export async function findPerson(
  { db }: Store,
  { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>,
): Promise<number | null> {
  const [row] = await db
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.issuer, issuer), eq(person.subject, subject)));
  return row?.id ?? null;
}
