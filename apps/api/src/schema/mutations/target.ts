import type { RunRequestRow, RunRow } from '@strata/db';
import type { ApiContext } from '../../context.ts';
import { badInput } from '../../errors/bad-input.ts';
import { decodeGlobalId, parseRowId } from '../global-ids.ts';

export type Target =
  | { readonly request: RunRequestRow; readonly run?: undefined }
  | { readonly request?: undefined; readonly run: RunRow };

/**
 * The run request, or the run, of this id; null when there is none.
 * @throws GraphQLError BAD_USER_INPUT when the id is of another type
 */
export async function findTarget(id: string, { rows }: ApiContext): Promise<Target | null> {
  const { typename, id: row } = decodeGlobalId(id);
  if (typename === 'RunRequest') {
    const request = await rows.runRequest.load(parseRowId(row));
    return request && { request };
  }
  if (typename !== 'Run') throw badInput(`Expected the id of a RunRequest or a Run; got one of a ${typename}.`);
  const run = await rows.run.load(parseRowId(row));
  return run && { run };
}
