import { userInfo } from 'node:os';
import { type Store, writeAudit } from '@strata/db';
import { openHomeStore } from '../home.ts';

/** Opens the database for a piece of work. @throws StoreError when it can't be reached */
export async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openHomeStore();
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Whoever runs the command has the database itself: the account's name is what is known of them. */
export function auditCommand(store: Store, what: { operation: string; target: string }): Promise<void> {
  return writeAudit(store, { ...what, actor: `command line (${accountName()})`, role: 'ADMIN', outcome: 'OK' });
}

/** `2026-05-01T10:00:00.500000Z` → `2026-05-01 10:00`. */
export function minute(moment: string): string {
  return moment.slice(0, 16).replace('T', ' ');
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return String(process.getuid?.() ?? 'unknown');
  }
}
