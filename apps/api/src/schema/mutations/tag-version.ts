import { isTagName, type ModelVersionRow, removeVersionTag, setVersionTag } from '@strata/db';
import type { ApiContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { rowIdOf } from '../global-ids.ts';
import { ModelVersion } from '../refs.ts';
import { InvalidText, type Problem, UnknownObject } from './problems.ts';

const TagVersionInput = builder.inputType('TagVersionInput', {
  description: 'A checkpoint and the tag to put on it.',
  fields: (t) => ({
    version: t.id({ required: true, description: 'The checkpoint.' }),
    tag: t.string({
      required: true,
      description: 'A letter, then letters, digits, `.`, `_` and `-`: 64 characters at most.',
    }),
  }),
});

const UntagVersionInput = builder.inputType('UntagVersionInput', {
  description: 'A checkpoint and the tag to take away.',
  fields: (t) => ({
    version: t.id({ required: true, description: 'The checkpoint.' }),
    tag: t.string({ required: true, description: 'A tag that it has.' }),
  }),
});

interface Tagged {
  readonly __typename: 'TagVersionSuccess';
  readonly version: ModelVersionRow;
}

const Success = builder.objectRef<Tagged>('TagVersionSuccess').implement({
  description: 'The tag is where it should be.',
  fields: (t) => ({
    version: t.field({ type: ModelVersion, description: 'The checkpoint.', resolve: ({ version }) => version }),
  }),
});

const Result = builder.unionType('TagVersionResult', {
  description: 'What came of tagVersion or untagVersion.',
  types: [Success, UnknownObject.ref, InvalidText.ref],
  resolveType: ({ __typename }) => __typename as 'TagVersionSuccess',
});

builder.mutationFields((t) => ({
  tagVersion: t.field({
    type: Result,
    description: 'Puts a tag on a checkpoint, and takes it off the one that had it. For administrators.',
    args: { input: t.arg({ type: TagVersionInput, required: true, description: 'What to tag.' }) },
    resolve: (_, { input }, context) => tag(input, context),
  }),
  untagVersion: t.field({
    type: Result,
    description: 'Takes a tag away. For administrators.',
    args: { input: t.arg({ type: UntagVersionInput, required: true, description: 'What to take away.' }) },
    resolve: (_, { input }, context) => untag(input, context),
  }),
}));

async function tag(input: typeof TagVersionInput.$inferInput, context: ApiContext): Promise<Tagged | Problem> {
  const { rows, writer, caller } = context;
  const version = await rows.modelVersion.load(rowIdOf('ModelVersion', String(input.version)));
  if (!version) return UnknownObject.of('Expected the id of a model version; there is none of this id.');
  if (!isTagName(input.tag)) {
    return InvalidText.of(
      'Expected a tag of a letter followed by letters, digits, ".", "_" or "-", 64 characters at most.',
    );
  }
  const { modelId, id } = version;
  await setVersionTag(writer, { modelId, modelVersionId: id, name: input.tag, actor: caller.name });
  return { __typename: 'TagVersionSuccess', version };
}

async function untag(input: typeof UntagVersionInput.$inferInput, context: ApiContext): Promise<Tagged | Problem> {
  const { rows, writer } = context;
  const version = await rows.modelVersion.load(rowIdOf('ModelVersion', String(input.version)));
  if (!version) return UnknownObject.of('Expected the id of a model version; there is none of this id.');
  const { modelId, id: modelVersionId } = version;
  const removed = await removeVersionTag(writer, { modelId, modelVersionId, name: input.tag });
  if (!removed) return UnknownObject.of(`This version does not have the tag "${input.tag}".`);
  return { __typename: 'TagVersionSuccess', version };
}
