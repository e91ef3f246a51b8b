import { badInput } from '../errors/bad-input.ts';

const NODES_MAX = 100;

/** How the Relay plugin names and describes what it adds to the schema itself. */
export const nodeOptions = {
  nodeTypeOptions: { description: 'Anything that has an id of its own and can be asked for by it.' },
  idFieldOptions: { description: 'The same for ever, and different from every other object’s.' },
  pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
  hasNextPageFieldOptions: { description: 'Whether rows follow this page.' },
  hasPreviousPageFieldOptions: { description: 'Whether rows precede this page.' },
  startCursorFieldOptions: { description: 'Cursor of the page’s first row: pass it as `before` for the page before.' },
  endCursorFieldOptions: { description: 'Cursor of the page’s last row: pass it as `after` for the next page.' },
  nodeQueryOptions: {
    description: 'The object of this id, if there is one.',
    args: { id: { description: 'An id from any object’s `id` field.' } },
  },
  nodesQueryOptions: {
    description: `The objects of these ids, in their order; null in the place of an id without one. At most ${NODES_MAX}.`,
    args: { ids: { description: 'Ids from any objects’ `id` fields.' } },
    resolve: (
      _: unknown,
      { ids }: { ids: { id: string; typename: string }[] },
      _context: unknown,
      _info: unknown,
      resolveNodes: (ids: { id: string; typename: string }[]) => Promise<unknown[]>,
    ) => {
      if (ids.length > NODES_MAX) throw badInput(`Expected at most ${NODES_MAX} ids; got ${ids.length}.`);
      return resolveNodes(ids);
    },
  },
};
