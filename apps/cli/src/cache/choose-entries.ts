import { StrataError } from '@strata/domain';
import { type CacheEntry, calledAs, UNFINISHED } from '@strata/files';

/** What to remove; each thing that is said narrows the choice. */
export interface CacheChoice {
  /** Keys, or the beginnings of such; empty = any. */
  readonly keys: readonly string[];
  /** Null = any. */
  readonly kind: string | null;
  /** Not used for so long, in milliseconds; null = any. */
  readonly olderThanMs: number | null;
  /** Said on purpose when nothing narrows the choice. */
  readonly all: boolean;
}

/**
 * The entries that are meant. Prepared images go with their cells, and are not listed twice.
 * @throws StrataError when nothing is said, or a key names nothing
 */
export function chooseEntries(
  entries: readonly CacheEntry[],
  { choice, now }: { choice: CacheChoice; now: Date },
): CacheEntry[] {
  const { keys, kind, olderThanMs, all } = choice;
  if (keys.length === 0 && kind === null && olderThanMs === null && !all) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected what to remove: keys as "${calledAs()} cache ls" lists them, --kind, --older-than, or --all.`,
    );
  }
  const unknown = keys.find((key) => !entries.some((entry) => entry.key.startsWith(key)));
  if (unknown !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `Nothing in the cache has a key that begins with "${unknown}". See ${calledAs()} cache ls.`,
    );
  }
  const chosen = entries.filter(
    (entry) =>
      (keys.length === 0 || keys.some((key) => entry.key.startsWith(key))) &&
      (kind === null || entry.kind === kind) &&
      (olderThanMs === null || now.getTime() - Date.parse(entry.lastUsed) > olderThanMs),
  );
  const outer = chosen.filter(holdsOthers).map(({ heldAs }) => heldAs);
  return chosen.filter(({ isInner, heldAs }) => !isInner || !outer.includes(heldAs));
}

/** Whether other entries may lie inside and go with it. What is unfinished only has the name of what it was to be. */
export function holdsOthers({ kind, isInner }: CacheEntry): boolean {
  return !isInner && kind !== UNFINISHED;
}
