import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { modelVersion, versionTag } from '../../schema/index.ts';
import { onlyRow } from '../batches.ts';
import type { ModelVersionRow } from '../lists/lists.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

export type VersionTagRow = typeof versionTag.$inferSelect;

/** Letters first, so that a tag can't be taken for a flag or a number. */
const TAG = /^[\p{L}][\p{L}\p{N}._-]{0,63}$/u;

/** Whether a name can be a tag's: a letter, then letters, digits, `.`, `_` and `-`, 64 in all. */
export function isTagName(name: string): boolean {
  return TAG.test(name);
}

export interface TagOptions {
  readonly modelId: number;
  readonly modelVersionId: number;
  /** A name that `isTagName` takes. */
  readonly name: string;
  readonly actor: string;
}

/** Puts a tag on a version and takes it off the one that had it; where it is there already nothing changes. @throws StoreError */
export function setVersionTag(
  store: Store,
  { modelId, modelVersionId, name, actor }: TagOptions,
): Promise<VersionTagRow> {
  return orStoreError(`Tagging a version as ${name}`, () =>
    store.db.transaction(async (tx) => {
      // One after the other: two who move the same tag at once would both find it where it was.
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`version tag ${modelId} ${name}`}, 0))`);
      const isCurrent = and(eq(versionTag.modelId, modelId), eq(versionTag.name, name), isNull(versionTag.endedAt));
      const [current] = await tx.select().from(versionTag).where(isCurrent);
      if (current?.modelVersionId === modelVersionId) return current;
      await tx.update(versionTag).set({ endedAt: sql`now()` }).where(isCurrent);
      return onlyRow(await tx.insert(versionTag).values({ modelId, modelVersionId, name, actor }).returning());
    }),
  );
}

export interface RemoveTagOptions {
  readonly modelId: number;
  readonly name: string;
  /** Only where this version has it. Default: whichever has it. */
  readonly modelVersionId?: number | undefined;
}

/** Takes a tag away; the row that it was, or null where there was none. @throws StoreError */
export function removeVersionTag(
  store: Store,
  { modelId, name, modelVersionId }: RemoveTagOptions,
): Promise<VersionTagRow | null> {
  return orStoreError(`Removing the tag ${name}`, async () => {
    const [row] = await store.db
      .update(versionTag)
      .set({ endedAt: sql`now()` })
      .where(
        and(
          eq(versionTag.modelId, modelId),
          eq(versionTag.name, name),
          isNull(versionTag.endedAt),
          modelVersionId === undefined ? undefined : eq(versionTag.modelVersionId, modelVersionId),
        ),
      )
      .returning();
    return row ?? null;
  });
}

/** The tags that versions have now, by name. */
export function readVersionTags({ db }: Store, modelVersionIds: readonly number[]): Promise<VersionTagRow[]> {
  return db
    .select()
    .from(versionTag)
    .where(and(inArray(versionTag.modelVersionId, [...modelVersionIds]), isNull(versionTag.endedAt)))
    .orderBy(asc(versionTag.name));
}

/** The versions that these tags are on now, with the tag's name. */
export async function readTaggedVersions(
  { db }: Store,
  keys: readonly { readonly modelId: number; readonly tag: string }[],
): Promise<(ModelVersionRow & { readonly tag: string })[]> {
  const rows = await db
    .select({ version: modelVersion, tag: versionTag.name })
    .from(versionTag)
    .innerJoin(modelVersion, eq(modelVersion.id, versionTag.modelVersionId))
    .where(
      and(
        isNull(versionTag.endedAt),
        inArray(versionTag.modelId, [...new Set(keys.map(({ modelId }) => modelId))]),
        inArray(versionTag.name, [...new Set(keys.map(({ tag }) => tag))]),
      ),
    );
  return rows.map(({ version, tag }) => ({ ...version, tag }));
}
