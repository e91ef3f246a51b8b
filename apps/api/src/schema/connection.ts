import type { ObjectRef } from '@pothos/core';
import { builder } from './builder.ts';

/** One page of a list. */
export interface Page<Row> {
  readonly edges: readonly Edge<Row>[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Costs a statement, so only when it is asked for. */
  readonly totalCount: () => Promise<number>;
}

export interface Edge<Row> {
  readonly cursor: string;
  readonly node: Row;
}

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

/** Adds a type's connection and edge to the schema; `plural` is how its rows are called. */
export function connectionOf<Row>(node: ObjectRef<Types, Row>, plural: string) {
  const edge = builder.objectRef<Edge<Row>>(`${node.name}Edge`);
  edge.implement({
    description: `One of a page’s ${plural} with its place in the list.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'The row’s place: pass it as `after` or `before`.' }),
      node: t.field({ type: node, description: 'The row itself.', resolve: ({ node: row }) => row as never }),
    }),
  });
  const connection = builder.objectRef<Page<Row>>(`${node.name}Connection`);
  connection.implement({
    description: `One page of ${plural}.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: `The page’s ${plural} with their cursors.`,
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ edges }) => [...edges],
      }),
      nodes: t.field({
        type: [node],
        description: `The page’s ${plural}.`,
        complexity: { field: 1, multiplier: 1 },
        resolve: ({ edges }) => edges.map(({ node: row }) => row) as never,
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Where the page stands in the list.',
        resolve: ({ pageInfo }) => pageInfo,
      }),
      totalCount: t.int({
        description: `All ${plural} of the list, over all pages. CountOf only when it is asked for.`,
        resolve: ({ totalCount }) => totalCount(),
      }),
    }),
  });
  return connection;
}
