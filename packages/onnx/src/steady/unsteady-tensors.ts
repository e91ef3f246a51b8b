import { readersOf } from '../depends-on.ts';
import { graphsOf } from '../nodes-of.ts';
import type { AttributeMessage, FunctionMessage, ModelMessage, NodeMessage, OpsetMessage } from '../schema.ts';
import { type ConstantOf, constantsOf } from './constant-of.ts';
import { unsteadyNode } from './unsteady-node.ts';

interface Surroundings {
  readonly opset: number;
  readonly constantOf: ConstantOf;
  readonly functions: ReadonlyMap<string, FunctionMessage>;
  /** Of the function's call that is looked at; empty in the model's own graph. */
  readonly called: ReadonlyMap<string, AttributeMessage>;
  /** Functions that are entered; none can call itself. */
  readonly entered: ReadonlySet<string>;
}

/**
 * The tensors of a model's graph that depend on a node which gives other values each time, wherever that lies (in a
 * branch, a loop's body, a local function), each with the reason for people.
 */
export function unsteadyTensors(message: ModelMessage): ReadonlyMap<string, string> {
  const nodes = message.graph?.node ?? [];
  const surroundings: Surroundings = {
    opset: versionOf(message.opsetImport),
    constantOf: constantsOf({ nodes, initializers: message.graph?.initializer ?? [] }),
    functions: new Map(message.functions.map((one) => [functionKey(one.domain, one.name), one])),
    called: new Map(),
    entered: new Set(),
  };
  const reasons = new Map<string, string>();
  const mark = (node: NodeMessage, reason: string): void => {
    for (const name of node.output) if (name !== '') reasons.set(name, `depends on ${reason}`);
  };
  const readers = readersOf(nodes);
  const waiting: { node: NodeMessage; reason: string }[] = [];
  for (const node of nodes) {
    const reason = reasonOf(node, surroundings);
    if (reason !== null) waiting.push({ node, reason });
  }
  const marked = new Set<NodeMessage>();
  for (const { node, reason } of waiting) {
    if (marked.has(node)) continue;
    marked.add(node);
    mark(node, reason);
    for (const name of node.output)
      for (const reader of readers.get(name) ?? []) waiting.push({ node: reader, reason });
  }
  return reasons;
}

/** Of a node and all that it holds. */
function reasonOf(node: NodeMessage, around: Surroundings): string | null {
  const integer = (name: string): bigint | undefined => {
    const attribute = node.attribute.find((one) => one.name === name);
    return attribute?.refAttrName ? around.called.get(attribute.refAttrName)?.i : attribute?.i;
  };
  const own = unsteadyNode(node, { ...around, integer });
  if (own !== null) return own;
  for (const { node: nodes, initializer: initializers } of graphsOf(node)) {
    const constantOf = constantsOf({ nodes, initializers }, around.constantOf);
    const inner = firstReason(nodes, { ...around, constantOf });
    if (inner !== null) return inner;
  }
  const key = functionKey(node.domain, node.opType);
  const called = around.functions.get(key);
  return called === undefined || around.entered.has(key)
    ? null
    : firstReason(called.node, bodyOf(called, { node, around, key }));
}

function bodyOf(
  { node: nodes, input, attributeProto, opsetImport }: FunctionMessage,
  { node, around, key }: { node: NodeMessage; around: Surroundings; key: string },
): Surroundings {
  const handedIn: ConstantOf = (name) => {
    const place = input.indexOf(name);
    return place < 0 ? undefined : around.constantOf(node.input[place] ?? '');
  };
  const given = node.attribute.map((one) => {
    const outer = one.refAttrName ? around.called.get(one.refAttrName) : one;
    return [one.name, outer ?? one] as const;
  });
  return {
    ...around,
    opset: versionOf(opsetImport),
    constantOf: constantsOf({ nodes, initializers: [] }, handedIn),
    called: new Map([...attributeProto.map((one) => [one.name, one] as const), ...given]),
    entered: new Set([...around.entered, key]),
  };
}

function firstReason(nodes: readonly NodeMessage[], around: Surroundings): string | null {
  for (const node of nodes) {
    const reason = reasonOf(node, around);
    if (reason !== null) return reason;
  }
  return null;
}

const OWN_DOMAIN = new Set(['', 'ai.onnx']);

function versionOf(imports: readonly OpsetMessage[]): number {
  return Number(imports.find(({ domain }) => OWN_DOMAIN.has(domain))?.version ?? 1n);
}

function functionKey(domain: string, name: string): string {
  return `${OWN_DOMAIN.has(domain) ? '' : domain}::${name}`;
}
