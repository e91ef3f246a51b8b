import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { FoundFileQuery, FoundFileQueryVariables } from '../../gql/graphql';
import { type FindAddress, findPath } from './find-address';
import { PLACES } from './find-queries';
import { scopeOf } from './find-scope';
import { orderOf, whereOf } from './find-where';
import { FOUND_FILE } from './found-file-query';
import { readSearchText } from './search-text';

/** Rows of one file at most: each hundred is a question of its own. */
export const FILE_ROWS_MAX = 5000;
const ROWS_A_QUESTION = 100;

type FileNode = FoundFileQuery['explanations']['nodes'][number];

/** Where everything that a search shows is saved from. */
export function foundFilePath(address: FindAddress): string {
  return findPath(address).replace('/find', '/find/found.csv');
}

/** All that a search shows, in its order; null where it can't be read or the API does not answer. */
export async function readFoundFile(address: FindAddress): Promise<readonly FileNode[] | null> {
  const search = readSearchText(address.q);
  const places = await ask(PLACES, {});
  if (search.kind === 'nothing' || search.kind === 'unreadable' || places.kind !== 'data') return null;
  const where = whereOf(search, scopeOf(address, places.data));
  const rows: FileNode[] = [];
  let after: string | null = null;
  while (rows.length < FILE_ROWS_MAX) {
    const asked: FoundFileQueryVariables = { first: ROWS_A_QUESTION, after, where, orderBy: orderOf(address.sort) };
    const answer: Answer<FoundFileQuery> = await ask(FOUND_FILE, asked);
    if (answer.kind !== 'data') return null;
    const { nodes, pageInfo } = answer.data.explanations;
    rows.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor ?? null;
  }
  return rows;
}
