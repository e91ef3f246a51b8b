import {
  findModel,
  findVersion,
  isTagName,
  type ModelRow,
  NOTE_CHARACTERS_MAX,
  notesOfVersion,
  readPages,
  readVersionTags,
  removeVersionTag,
  type Store,
  setVersionTag,
  versionsOfModel,
  writeAudit,
  writeVersionNote,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import { commandLineActor } from '../actor.ts';
import { withHomeStore } from '../home.ts';
import { printTable } from '../print-table.ts';

/** What `strata tag` was asked for, as commander hands it over. */
export interface TagFlags {
  readonly model: string;
  readonly remove?: string;
  readonly note?: string;
  readonly json?: boolean;
}

interface Asked extends TagFlags {
  readonly version: string | undefined;
  readonly tag: string | undefined;
}

/**
 * Does what `strata tag` was asked for, and then lists what versions stand for.
 * @throws StrataError BAD_CONFIG when model, version or tag are none
 */
export async function tagVersions(asked: Asked): Promise<void> {
  await withHomeStore(async (store) => {
    const model = await findModel(store, asked.model);
    if (asked.remove !== undefined) await remove(store, model, asked.remove);
    if (asked.version !== undefined) await change(store, { model, asked, word: asked.version });
    else if (asked.note !== undefined) throw new StrataError('BAD_CONFIG', '--note: expected a version to note it on.');
    await list(store, model, asked.json === true);
  });
}

async function change(
  store: Store,
  { model, asked: { tag, note }, word }: { readonly model: ModelRow; readonly asked: Asked; readonly word: string },
): Promise<void> {
  if (tag === undefined && note === undefined) {
    throw new StrataError('BAD_CONFIG', `Expected a tag to put on "${word}", or --note with a text.`);
  }
  const version = await findVersion(store, model, word);
  const actor = commandLineActor();
  const target = `${model.name} ${version.label}`;
  if (tag !== undefined) {
    if (!isTagName(tag)) throw badTag(tag);
    await setVersionTag(store, { modelId: model.id, modelVersionId: version.id, name: tag, actor });
    await audit(store, { actor, operation: 'tagVersion', target: `${target}: ${tag}` });
  }
  if (note !== undefined) {
    const text = note.trim();
    if (text === '' || text.length > NOTE_CHARACTERS_MAX) {
      throw new StrataError('BAD_CONFIG', `--note: expected 1 to ${NOTE_CHARACTERS_MAX} characters.`);
    }
    await writeVersionNote(store, { modelVersionId: version.id, text, actor });
    await audit(store, { actor, operation: 'addVersionNote', target });
  }
}

async function remove(store: Store, model: ModelRow, name: string): Promise<void> {
  const removed = await removeVersionTag(store, { modelId: model.id, name });
  if (!removed) throw new StrataError('BAD_CONFIG', `--remove ${name}: no version of ${model.name} has this tag.`);
  const actor = commandLineActor();
  await audit(store, { actor, operation: 'untagVersion', target: `${model.name}: ${name}` });
}

function audit(store: Store, what: { actor: string; operation: string; target: string }): Promise<void> {
  return writeAudit(store, { ...what, role: 'ADMIN', outcome: 'OK' });
}

function badTag(tag: string): StrataError {
  return new StrataError(
    'BAD_CONFIG',
    `Expected a tag of a letter followed by letters, digits, ".", "_" or "-", 64 at most; came "${tag}".`,
  );
}

async function list(store: Store, model: ModelRow, json: boolean): Promise<void> {
  const page = { limit: 1_000, inverted: false };
  const versions = (await readPages(store, versionsOfModel, { parents: [model.id], page })).get(model.id) ?? [];
  const ids = versions.map(({ id }) => id);
  const tags = Map.groupBy(await readVersionTags(store, ids), ({ modelVersionId }) => modelVersionId);
  const notes = await newestNotes(store, ids);
  const rows = versions.map(({ id, label }) => ({
    version: label,
    tags: (tags.get(id) ?? []).map(({ name, actor, setAt }) => ({ name, actor, setAt })),
    note: notes.get(id) ?? null,
  }));
  if (json) return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  printTable([
    ['version', 'tags', 'newest note'],
    ...rows.map(({ version, tags: own, note }) => [version, own.map(({ name }) => name).join(' '), note ?? '']),
  ]);
}

async function newestNotes(store: Store, versionIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const pages = await readPages(store, notesOfVersion, { parents: versionIds, page: { limit: 1, inverted: false } });
  return new Map([...pages.values()].flat().map(({ modelVersionId, text }) => [modelVersionId, text]));
}
