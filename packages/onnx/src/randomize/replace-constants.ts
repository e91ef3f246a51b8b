import type { NodeMessage, TensorMessage } from '../schema.ts';
import { boundOf, drawValues } from './draw-values.ts';
import { makeNode, makeTensor } from './make-message.ts';
import { DATA_TYPES, encodeNumbers, LEVELS } from './number-types.ts';
import type { Replacement } from './settle-roles.ts';
import type { Scope, Use, Value } from './value-graph.ts';

/** Operators that keep the order of the numbers: what is behind them is drawn as what is before them would be. */
const KEEPS_ORDER = new Set(['Identity', 'Cast', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'DequantizeLinear']);

/**
 * Writes new constants into a graph, in place, and lets those who are meant read them. An initializer that all its readers
 * take for the same keeps its name; other constants get one beside it.
 */
export function replaceConstants(
  top: Scope,
  replacements: readonly Replacement[],
  { seed }: { readonly seed: number },
): void {
  const taken = namesOf(top);
  for (const replacement of replacements) {
    const { value, uses } = replacement;
    const key = originOf(value).name;
    if (value.tensor !== null && isWhole(value, uses)) {
      const { dims, dataType } = replacement.measured;
      overwrite(value.tensor, { name: value.name, dims, dataType }, drawValues(replacement, { key, seed }));
    } else {
      const name = freeName(`${value.name}/untrained`, taken);
      const isQuantized = isBackFromBytes(value) && replacement.role.kind === 'weight';
      if (isQuantized) addQuantized(replacement, { key, seed, name });
      else {
        const tensor = tensorOf({ ...replacement.measured, name }, drawValues(replacement, { key, seed }));
        value.scope.graph.initializer.push(tensor);
      }
      for (const use of uses) rewire(use, name);
    }
  }
}

/** Weights that come of 8-bit integers stay such: drawn anew, with a scale that holds the bound. */
function addQuantized(
  replacement: Replacement,
  { key, seed, name }: { readonly key: string; readonly seed: number; readonly name: string },
): void {
  const { role, measured, value } = replacement;
  const bytes = { dims: measured.dims, dataType: DATA_TYPES.int8 };
  const levels = drawValues({ role, measured: bytes }, { key, seed });
  const scale = { name: `${name}/scale`, dims: [], dataType: measured.dataType };
  const { graph } = value.scope;
  graph.initializer.push(tensorOf({ ...bytes, name: `${name}/levels` }, levels));
  graph.initializer.push(tensorOf(scale, Float32Array.of(boundOf(role) / LEVELS)));
  graph.node.unshift(
    makeNode({ name, opType: 'DequantizeLinear', input: [`${name}/levels`, `${name}/scale`], output: [name] }),
  );
}

function isBackFromBytes({ maker }: Value): boolean {
  return maker?.node.opType === 'DequantizeLinear' && (maker.node.domain === '' || maker.node.domain === 'ai.onnx');
}

interface Described {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
}

function tensorOf({ name, dims, dataType }: Described, values: Float32Array): TensorMessage {
  return makeTensor({ name, dims: dims.map(BigInt), dataType, rawData: encodeNumbers(values, dataType) as Uint8Array });
}

/** Values that lay beside the file or in a list of another type lie in the tensor's bytes now. */
function overwrite(tensor: TensorMessage, described: Described, values: Float32Array): void {
  const { rawData } = tensorOf(described, values);
  Object.assign(tensor, { rawData, floatData: [], int32Data: [], int64Data: [], doubleData: [] });
  Object.assign(tensor, { externalData: [], dataLocation: 0 });
}

/** Whether these are all who read a value. */
function isWhole({ uses }: Value, some: readonly Use[]): boolean {
  const set = new Set(some);
  return uses.every((use) => set.has(use) || (use.kind === 'input' && !use.operation.live));
}

/** Where a constant's numbers come from, in this order. */
function originOf(value: Value): Value {
  const { maker } = value;
  const before = maker !== null && KEEPS_ORDER.has(maker.node.opType) ? maker.inputs[0] : null;
  return before ? originOf(before) : value;
}

function rewire(use: Use, name: string): void {
  if (use.kind === 'input') use.operation.node.input[use.place] = name;
  else if (use.scope.graph.output[use.place]) (use.scope.graph.output[use.place] as NodeMessage).name = name;
}

function namesOf({ values, operations }: Scope): Set<string> {
  const names = new Set(values.keys());
  for (const { bodies } of operations) for (const body of bodies) for (const name of namesOf(body)) names.add(name);
  return names;
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let at = 2; taken.has(name); at += 1) name = `${wanted}-${at}`;
  taken.add(name);
  return name;
}
