import { badInput } from '../errors/bad-input.ts';

/** Types that implement Node. */
export const NODE_TYPES = [
  'Model',
  'ModelVersion',
  'Layer',
  'Unit',
  'Cluster',
  'Sample',
  'Explanation',
  'Formula',
  'Concept',
  'ProbeDataset',
  'Run',
  'RunRequest',
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/** Row ids count from 1, so this one belongs to nothing. */
const NO_ROW = 0;

/**
 * The type and the row that a global id names.
 * @throws GraphQLError BAD_USER_INPUT when the text is no global id of a type that has them
 */
export function decodeGlobalId(text: string): { typename: NodeType; id: string } {
  const [, typename, id] = /^(\w+):(\d+)$/.exec(Buffer.from(text, 'base64').toString('latin1')) ?? [];
  const known = NODE_TYPES.find((type) => type === typename);
  if (!known || id === undefined) throw badInput('Expected an id from an object’s `id` field; pass it on unchanged.');
  return { typename: known, id };
}

/** The row's number; one beyond JavaScript's whole numbers names no row. */
export function parseRowId(text: string): number {
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : NO_ROW;
}

/**
 * The row that a global id of this type names.
 * @throws GraphQLError BAD_USER_INPUT when the text is no global id or one of another type
 */
export function rowIdOf(type: NodeType, text: string): number {
  const { typename, id } = decodeGlobalId(text);
  if (typename !== type) throw badInput(`Expected the id of a ${type}; got one of a ${typename}.`);
  return parseRowId(id);
}
