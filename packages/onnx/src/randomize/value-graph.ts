import type { GraphMessage, NodeMessage, SparseMessage, TensorMessage } from '../schema.ts';
import { bodiesOf } from './inline-functions.ts';

/** Operators that give other values each time: what they make is no constant, though they read nothing. */
const RANDOM = new Set([
  'RandomNormal',
  'RandomUniform',
  'RandomNormalLike',
  'RandomUniformLike',
  'Multinomial',
  'Bernoulli',
]);

/** Anything that a node can read. */
export interface Value {
  readonly name: string;
  readonly scope: Scope;
  /** null = an initializer, or an input of the graph. */
  readonly maker: Operation | null;
  readonly tensor: TensorMessage | null;
  readonly sparse: SparseMessage | null;
  /** The same whatever the model is fed with. */
  readonly constant: boolean;
  readonly uses: Use[];
}
export interface Operation {
  readonly node: NodeMessage;
  readonly scope: Scope;
  /** null where an optional input is left out. */
  readonly inputs: readonly (Value | null)[];
  /** From around its graphs. */
  captured: readonly Value[];
  readonly outputs: Value[];
  readonly bodies: Scope[];
  constant: boolean;
  /** An output of the model depends on it. */
  live: boolean;
}
export type Use =
  | { readonly kind: 'input'; readonly operation: Operation; readonly place: number }
  | { readonly kind: 'result'; readonly scope: Scope; readonly place: number };
/** A graph, or one inside a node. */
export interface Scope {
  readonly graph: GraphMessage;
  readonly parent: Scope | null;
  readonly owner: Operation | null;
  readonly values: Map<string, Value>;
  /** Inputs that aren't initializers; what a loop hands to its body. */
  readonly formals: readonly (Value | null)[];
  readonly results: (Value | null)[];
  readonly operations: Operation[];
}

/** Who makes and who reads each value of a graph and of the graphs inside its nodes, and which values are constants. */
export function valueGraph(graph: GraphMessage): Scope {
  const top = scopeOf(graph, null, null);
  for (const result of top.results) markLive(result);
  return top;
}

function scopeOf(graph: GraphMessage, parent: Scope | null, owner: Operation | null): Scope {
  const values = new Map<string, Value>();
  const formals: (Value | null)[] = [];
  const scope: Scope = { graph, parent, owner, values, formals, results: [], operations: [] };
  const add = (name: string, given: Partial<Value>): Value => {
    const value = { name, scope, maker: null, tensor: null, sparse: null, constant: true, uses: [], ...given };
    values.set(name, value);
    return value;
  };
  for (const tensor of graph.initializer) add(tensor.name, { tensor });
  for (const sparse of graph.sparseInitializer) add(sparse.values?.name ?? '', { sparse });
  for (const { name } of graph.input) formals.push(values.has(name) ? null : add(name, { constant: false }));
  for (const node of graph.node) {
    const operation = operationOf(node, scope);
    for (const name of node.output) {
      operation.outputs.push(add(name, { maker: operation, constant: operation.constant }));
    }
    scope.operations.push(operation);
  }
  for (const [place, { name }] of graph.output.entries()) {
    const value = find(scope, name);
    value?.uses.push({ kind: 'result', scope, place });
    scope.results.push(value);
  }
  return scope;
}

function operationOf(node: NodeMessage, scope: Scope): Operation {
  const inputs = node.input.map((name) => find(scope, name));
  const none: Pick<Operation, 'captured' | 'outputs' | 'bodies'> = { captured: [], outputs: [], bodies: [] };
  const operation: Operation = { ...none, node, scope, inputs, constant: false, live: false };
  for (const [place, value] of inputs.entries()) value?.uses.push({ kind: 'input', operation, place });
  for (const body of bodiesOf(node)) operation.bodies.push(scopeOf(body, scope, operation));
  operation.captured = [...new Set(operation.bodies.flatMap((body) => [...takenFromAround(body)]))];
  const read = [...inputs.filter((value) => value !== null), ...operation.captured];
  operation.constant = !hasRandom(operation) && read.every(({ constant }) => constant);
  return operation;
}

function find(scope: Scope, name: string): Value | null {
  if (name === '') return null;
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.values.get(name);
    if (value !== undefined) return value;
  }
  return null;
}

function takenFromAround(body: Scope): Set<Value> {
  const read = body.operations.flatMap(({ inputs, captured }) => [...inputs, ...captured]);
  return new Set([...read, ...body.results].filter((value) => value !== null && value.scope !== body) as Value[]);
}

function hasRandom({ node, bodies }: Operation): boolean {
  return RANDOM.has(node.opType) || bodies.some(({ operations }) => operations.some(hasRandom));
}

function markLive(first: Value | null): void {
  const waiting = [first];
  while (waiting.length > 0) {
    const operation = waiting.pop()?.maker;
    if (!operation || operation.live) continue;
    operation.live = true;
    waiting.push(...operation.inputs);
    for (const { results } of operation.bodies) waiting.push(...results);
  }
}

/** Every operation of a graph and of the graphs inside, in the order of the file. */
export function operationsOf(scope: Scope): Operation[] {
  return scope.operations.flatMap((operation) => [operation, ...operation.bodies.flatMap(operationsOf)]);
}
