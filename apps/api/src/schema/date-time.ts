import { GraphQLError } from 'graphql';
import { builder } from './builder.ts';

/** Texts come from the store as ISO 8601 in UTC with microseconds and go out unchanged; no argument takes one yet. */
builder.scalarType('DateTime', {
  description: 'A moment as ISO 8601 in UTC with microseconds, like 2026-05-01T10:00:00.500000Z.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
    throw new GraphQLError('Expected a moment as ISO 8601, like 2026-05-01T10:00:00.500000Z.');
  },
});
