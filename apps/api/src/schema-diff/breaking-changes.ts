import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** A change after which a client that worked may work no more. */
export interface BreakingChange {
  /** Where: `Type.field.argument`. */
  readonly path: string;
  readonly message: string;
  /** Whether the notes name it. */
  readonly noted: boolean;
}

/**
 * What breaks clients of the old schema, and whether the notes say so: each line that begins with the path in backquotes
 * (``- `Query.model`: why, and what to do``) is the note of that change.
 */
export async function breakingChanges(
  { before, after }: { readonly before: string; readonly after: string },
  notes: string,
): Promise<BreakingChange[]> {
  const changes = await diff(buildSchema(before), buildSchema(after));
  const noted = new Set(Array.from(notes.matchAll(/^- `([^`]+)`: \S/gmu), ([, path]) => path));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path = '', message }) => ({ path, message, noted: noted.has(path) }));
}
