import { type Store, writeAudit } from '@strata/db';
import { commandLineActor } from '../actor.ts';

/** Keeps in the audit what a command did about keys and sessions. */
export function auditCommand(store: Store, what: { operation: string; target: string }): Promise<void> {
  return writeAudit(store, { ...what, actor: commandLineActor(), role: 'ADMIN', outcome: 'OK' });
}

/** `2026-05-01T10:00:00.500000Z` → `2026-05-01 10:00`. */
export function minute(moment: string): string {
  return moment.slice(0, 16).replace('T', ' ');
}
