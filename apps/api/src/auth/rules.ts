import type { Role } from '@strata/db';

/** What a caller needs who may ask anything at all. */
export const DEFAULT_ROLE: Role = 'VIEWER';

/**
 * Fields that need more than DEFAULT_ROLE, and every mutation. One that is not named here does not get into the schema:
 * it would be open to all by oversight.
 */
export const FIELD_ROLES = {
  'Query.auditEntries': 'ADMIN',
  'Mutation.runGate': 'REVIEWER',
  'Mutation.addVersionNote': 'REVIEWER',
  // A tag decides what is compared with what.
  'Mutation.tagVersion': 'ADMIN',
  'Mutation.untagVersion': 'ADMIN',
  // Runs take the machine's time from everybody.
  'Mutation.startRun': 'ADMIN',
  'Mutation.cancelRun': 'ADMIN',
  'Mutation.retryRun': 'ADMIN',
} as const satisfies Readonly<Record<string, Role>>;

/** The role that a field needs. */
export function roleFor(type: string, field: string): Role {
  const roles: Readonly<Record<string, Role | undefined>> = FIELD_ROLES;
  return roles[`${type}.${field}`] ?? DEFAULT_ROLE;
}
