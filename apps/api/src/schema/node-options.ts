import { brandWithType } from '@pothos/core';
import type { ApiContext } from '../context.ts';
import { badInput } from '../errors/bad-input.ts';
import type { NodeType } from './global-ids.ts';

const NODES_MAX = 100;

interface GlobalId {
  readonly typename: string;
  /** Already parsed to the row's number, whatever the plugin's type says. */
  readonly id: string;
}

/** How the Relay plugin names, describes and loads what it adds to the schema itself. */
export const nodeOptions = {
  nodeTypeOptions: { description: 'Anything with an id of its own, by which it can be fetched.' },
  idFieldOptions: { description: 'The same for ever, and different from every other object’s.' },
  pageInfoTypeOptions: { description: 'The position of a page in its list.' },
  hasNextPageFieldOptions: { description: 'Whether rows follow this page.' },
  hasPreviousPageFieldOptions: { description: 'Whether rows precede this page.' },
  startCursorFieldOptions: { description: 'Cursor of the page’s first row: pass it as `before` for the page before.' },
  endCursorFieldOptions: { description: 'Cursor of the page’s last row: pass it as `after` for the next page.' },
  nodeQueryOptions: {
    description: 'The object of this id, if there is one.',
    args: { id: { description: 'An id from any object’s `id` field.' } },
    resolve: (_: unknown, { id }: { id: GlobalId }, context: ApiContext) => loadNode(context, id),
  },
  nodesQueryOptions: {
    description: `The objects of these ids, in their order; null in the place of an id without one. At most ${NODES_MAX}.`,
    args: { ids: { description: 'Ids from any objects’ `id` fields.' } },
    resolve: (_: unknown, { ids }: { ids: GlobalId[] }, context: ApiContext) => {
      if (ids.length > NODES_MAX) throw badInput(`Expected at most ${NODES_MAX} ids; got ${ids.length}.`);
      return ids.map((id) => loadNode(context, id));
    },
  },
};

/** Through the request's loaders; the plugin's own cache hands out rows before it has noted their type. */
async function loadNode({ rows }: ApiContext, { typename, id }: GlobalId): Promise<unknown> {
  const loaders: Record<NodeType, { load(id: number): Promise<object | null> }> = {
    Model: rows.model,
    ModelVersion: rows.modelVersion,
    Layer: rows.layer,
    Unit: rows.unit,
    Cluster: rows.cluster,
    Sample: rows.sample,
    Explanation: rows.explanation,
    Formula: rows.formula,
    Concept: rows.concept,
    ProbeDataset: rows.probeDataset,
    Run: rows.run,
    RunRequest: rows.runRequest,
  };
  const row = await loaders[typename as NodeType].load(Number(id));
  if (row) brandWithType(row, typename as never);
  return row;
}
