import { clone } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import {
  type AttributeMessage,
  type FunctionMessage,
  type GraphMessage,
  type ModelMessage,
  type NodeMessage,
  type OpsetMessage,
  onnxMessage,
} from '../schema.ts';
import { makeNode } from './make-message.ts';

/**
 * Puts the nodes of a model's own functions where they are called, in place, so that each call has its own constants
 * and everything that runs lies in one graph. Names of the graph stay; those inside a call get the call's in front.
 * @throws ModelLoadError when a function calls itself, or is written for another version of an operator set than the model.
 */
export function inlineFunctions(model: ModelMessage, { path }: { readonly path: string }): void {
  if (model.functions.length === 0 || model.graph === undefined) return;
  const functions = new Map(model.functions.map((one) => [keyOf(one.domain, one.name, one.overload), one]));
  for (const one of model.functions) importSets(model, one, path);
  inlineIn(model.graph, { path, functions, calls: { count: 0 } }, 0);
  model.functions = [];
}

/** Functions inside functions; one that calls itself has no end. */
const DEPTH_MAX = 50;

interface Inlining {
  readonly path: string;
  readonly functions: ReadonlyMap<string, FunctionMessage>;
  /** Calls so far: the number makes names of their own. */
  readonly calls: { count: number };
}

const keyOf = (domain: string, name: string, overload: string): string =>
  JSON.stringify([domain === 'ai.onnx' ? '' : domain, name, overload]);

function importSets(model: ModelMessage, { name, opsetImport }: FunctionMessage, path: string): void {
  for (const wanted of opsetImport) {
    const present = model.opsetImport.find((one) => setName(one) === setName(wanted));
    if (present === undefined) model.opsetImport.push(wanted);
    else if (present.version !== wanted.version) {
      throw new ModelLoadError(
        `${path}: expected the model's function "${name}" in version ${present.version} of operator set "${setName(wanted)}", as the model, found version ${wanted.version}. Inline the functions before: onnx.inliner.inline_local_functions(model, convert_version=True).`,
        { context: { file: path, function: name } },
      );
    }
  }
}

const setName = ({ domain }: OpsetMessage): string => (domain === 'ai.onnx' ? '' : domain);

function inlineIn(graph: { node: NodeMessage[] }, inlining: Inlining, depth: number): void {
  graph.node = graph.node.flatMap((node) => {
    const called = inlining.functions.get(keyOf(node.domain, node.opType, node.overload));
    if (called === undefined) {
      for (const body of bodiesOf(node)) inlineIn(body, inlining, depth);
      return [node];
    }
    if (depth === DEPTH_MAX) {
      throw new ModelLoadError(
        `${inlining.path}: expected functions that end, found "${called.name}" called ${DEPTH_MAX} deep. Check the model with onnx.checker.check_model.`,
        { context: { file: inlining.path, function: called.name } },
      );
    }
    const inlined = { node: expand(called, node, inlining.calls) };
    inlineIn(inlined, inlining, depth + 1);
    return inlined.node;
  });
}

/** The graphs inside a node: branches, loop bodies. */
export function bodiesOf({ attribute }: NodeMessage): GraphMessage[] {
  return attribute.flatMap(({ g, graphs }) => (g ? [g, ...graphs] : graphs));
}

function expand(called: FunctionMessage, call: NodeMessage, calls: { count: number }): NodeMessage[] {
  calls.count += 1;
  const prefix = `${call.name || called.name}/call-${calls.count}/`;
  const outer = new Map<string, string>();
  for (const [place, name] of called.input.entries()) outer.set(name, call.input[place] ?? '');
  // An input handed straight on keeps the input's name outside: a node brings it to the output's.
  const through: [string, string][] = [];
  for (const [place, name] of called.output.entries()) {
    const wanted = call.output[place] ?? '';
    if (wanted === '') continue;
    if (outer.has(name)) through.push([outer.get(name) ?? '', wanted]);
    else outer.set(name, wanted);
  }
  const rename = (name: string): string => (name === '' ? '' : (outer.get(name) ?? `${prefix}${name}`));
  const given = new Map([...called.attributeProto, ...call.attribute].map((one) => [one.name, one]));
  const nodes = called.node.map((node) =>
    instantiate(clone(onnxMessage('NodeProto'), node) as NodeMessage, rename, given),
  );
  for (const [from, to] of through) nodes.push(identity(from, to));
  return nodes;
}

function instantiate(
  node: NodeMessage,
  rename: (name: string) => string,
  given: ReadonlyMap<string, AttributeMessage>,
): NodeMessage {
  node.name = rename(node.name);
  node.input = node.input.map(rename);
  node.output = node.output.map(rename);
  node.attribute = node.attribute.flatMap((attribute) => {
    if (attribute.refAttrName === '') return [attribute];
    const value = given.get(attribute.refAttrName);
    if (value === undefined) return [];
    const copy = clone(onnxMessage('AttributeProto'), value) as AttributeMessage;
    copy.name = attribute.name;
    return [copy];
  });
  for (const body of bodiesOf(node)) {
    for (const named of [...body.input, ...body.output, ...body.initializer, ...body.valueInfo]) {
      named.name = rename(named.name);
    }
    for (const { values } of body.sparseInitializer) if (values) values.name = rename(values.name);
    body.node = body.node.map((inner) => instantiate(inner, rename, given));
  }
  return node;
}

function identity(from: string, to: string): NodeMessage {
  return makeNode({ opType: 'Identity', name: to, input: [from], output: [to] });
}
