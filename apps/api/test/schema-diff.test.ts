import { expect, it } from 'vitest';
import { breakingChanges } from '../src/schema-diff/breaking-changes.ts';

const before = 'type Query { model(name: String!): Model old: Int } type Model { name: String! }';

it('names what breaks clients, and knows what the notes name', async () => {
  const after = 'type Query { model(name: String!, version: Int!): Model new: Int } type Model { name: String }';
  const notes = '# Changes\n\n- `Query.old`: nobody asked for it; ask for new.\n- `Model.name`:\n';
  const changes = await breakingChanges({ before, after }, notes);
  expect(changes.map(({ path, noted }) => [path, noted]).sort()).toEqual([
    ['Model.name', false],
    ['Query.model.version', false],
    ['Query.old', true],
  ]);
});

it('lets pass what only adds', async () => {
  const after = `${before} enum Color { RED } extend type Query { color: Color }`;
  expect(await breakingChanges({ before, after }, '')).toEqual([]);
});
