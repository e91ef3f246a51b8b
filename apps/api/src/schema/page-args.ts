import type { ArgBuilder } from '@pothos/core';
import { badInput } from '../errors/bad-input.ts';
import type { builder } from './builder.ts';

/** Rows of one answer at most. */
const ROWS_MAX = 100;

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

/** The arguments that choose a page: exactly one of `first` and `last`. */
export function pageArgs(arg: ArgBuilder<Types>) {
  return {
    first: arg.int({
      description: 'This many rows from the front, 1–100. Exactly one of `first` and `last` is required.',
    }),
    after: arg.string({ description: 'Only rows behind this cursor.' }),
    last: arg.int({ description: 'This many rows from the end, 1–100, in the list’s order.' }),
    before: arg.string({ description: 'Only rows ahead of this cursor.' }),
  };
}

/** @throws GraphQLError BAD_USER_INPUT when no page has so many rows */
export function checkCount(argument: 'first' | 'last', count: number): void {
  if (count < 1 || count > ROWS_MAX) throw badInput(`Expected ${argument} from 1 to ${ROWS_MAX}; got ${count}.`);
}
