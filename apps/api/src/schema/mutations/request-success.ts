import type { RunRequestRow } from '@strata/db';
import { builder } from '../builder.ts';
import { RunRequest } from '../refs.ts';
import type { Problem } from './problems.ts';

interface Success {
  readonly __typename: string;
  readonly request: RunRequestRow;
}

/** What a mutation of run requests answers: its success, or a problem. */
export type RequestResult = Success | Problem;

/** The type of a mutation's success, with the request as it then is. */
export function successOf(name: string, description: string) {
  const ref = builder.objectRef<Success>(name).implement({
    description,
    fields: (t) => ({
      request: t.field({
        type: RunRequest,
        description: 'The request as it is now.',
        resolve: ({ request }) => request,
      }),
    }),
  });
  return { ref, of: (request: RunRequestRow): Success => ({ __typename: name, request }) };
}

/** Members of unions carry their type's name. */
export const byTypeName = ({ __typename }: RequestResult): string => __typename;
