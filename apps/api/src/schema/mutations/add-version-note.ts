import { NOTE_CHARACTERS_MAX, type VersionNoteRow, writeVersionNote } from '@strata/db';
import type { ApiContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { rowIdOf } from '../global-ids.ts';
import { VersionNote } from '../version-note.ts';
import { InvalidText, type Problem, UnknownObject } from './problems.ts';

const AddVersionNoteInput = builder.inputType('AddVersionNoteInput', {
  description: 'A checkpoint and what to note on it.',
  fields: (t) => ({
    version: t.id({ required: true, description: 'The checkpoint.' }),
    text: t.string({ required: true, description: `The note, ${NOTE_CHARACTERS_MAX} characters at most.` }),
  }),
});

interface Noted {
  readonly __typename: 'AddVersionNoteSuccess';
  readonly note: VersionNoteRow;
}

const Success = builder.objectRef<Noted>('AddVersionNoteSuccess').implement({
  description: 'The note is kept.',
  fields: (t) => ({
    note: t.field({ type: VersionNote, description: 'The note.', resolve: ({ note }) => note }),
  }),
});

const Result = builder.unionType('AddVersionNoteResult', {
  description: 'What came of addVersionNote.',
  types: [Success, UnknownObject.ref, InvalidText.ref],
  resolveType: ({ __typename }) => __typename as 'AddVersionNoteSuccess',
});

builder.mutationFields((t) => ({
  addVersionNote: t.field({
    type: Result,
    description: 'Notes something on a checkpoint. Notes are never changed. For reviewers.',
    args: { input: t.arg({ type: AddVersionNoteInput, required: true, description: 'What to note.' }) },
    resolve: (_, { input }, context) => note(input, context),
  }),
}));

async function note(input: typeof AddVersionNoteInput.$inferInput, context: ApiContext): Promise<Noted | Problem> {
  const { rows, writer, caller } = context;
  const version = await rows.modelVersion.load(rowIdOf('ModelVersion', String(input.version)));
  if (!version) return UnknownObject.of('Expected the id of a model version; there is none of this id.');
  const text = input.text.trim();
  if (text === '' || text.length > NOTE_CHARACTERS_MAX) {
    return InvalidText.of(`Expected a note of 1 to ${NOTE_CHARACTERS_MAX} characters; ${text.length} came.`);
  }
  const written = await writeVersionNote(writer, { modelVersionId: version.id, text, actor: caller.name });
  return { __typename: 'AddVersionNoteSuccess', note: written };
}
