import { ROLES, type Role } from '@strata/db';

/** Who asks. */
export interface Caller {
  readonly role: Role;
  /** The key's row; null for people, and when the server is open. */
  readonly keyId: number | null;
  /** The row of the person who signed in with the provider; null for keys, and when the server is open. */
  readonly personId: number | null;
  /** The key's or the person's name, or what stands for one. */
  readonly name: string;
  /** The provider's own name for the person: what is judged is theirs by this, whatever they are called. Null as above. */
  readonly subject: string | null;
  /** How they said who they are. A session is a browser: it may send the dashboard's documents only. */
  readonly via: 'key' | 'session' | 'open';
}

/**
 * Everybody, on a server that is open. It listens on loopback alone, so whoever reaches it could as well use the
 * command line and the database's files: they may do everything.
 */
export const ANYBODY: Caller = {
  role: 'ADMIN',
  keyId: null,
  personId: null,
  name: 'this machine',
  subject: null,
  via: 'open',
};

/** Whether the caller's role is the needed one or above it. */
export function mayAs({ role }: Pick<Caller, 'role'>, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
