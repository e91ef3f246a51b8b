import { arithmeticRole, isArithmetic } from './arithmetic-roles.ts';
import { fanInOf } from './fan-in.ts';
import { LEVELS } from './number-types.ts';
import { placesOf } from './operator-places.ts';
import { ONE, type ParameterRole, SLOPE, stays, TOKEN, unknown, ZERO } from './parameter-role.ts';
import type { Measured } from './read-constants.ts';
import { isOfSizes } from './surroundings.ts';
import type { Operation, Use, Value } from './value-graph.ts';

/** Operators that hand on their first input, moved about: what it is decides who reads what they make. */
const HANDS_ON = new Set([
  ...['Identity', 'Cast', 'CastLike', 'Reshape', 'Transpose', 'Squeeze', 'Unsqueeze', 'Flatten', 'Dropout', 'Split'],
  ...['Slice', 'Expand', 'Tile', 'Resize', 'Upsample', 'Pad', 'DequantizeLinear', 'QuantizeLinear'],
]);
/** Tables of words and positions, as PyTorch starts with. */
const TABLE: ParameterRole = { kind: 'embedding', deviation: 1 };

/** Where one constant is read as several things it is drawn rather than set. */
const DRAWN_FIRST: readonly ParameterRole['kind'][] = ['embedding', 'weight', 'fill', 'stays'];

export interface RoleContext {
  readonly measured: ReadonlyMap<Value, Measured>;
  /** Of constants whose meaning isn't their operator's alone. */
  readonly numbers: ReadonlyMap<Value, Float32Array>;
}
interface Constant {
  readonly value: Value;
  readonly dims: readonly number[];
}

/** Whether the operator alone says what a constant is, so that its numbers need not be looked at. */
export function isPlain(use: Use): boolean {
  if (use.kind !== 'input') return false;
  const role = placesOf(use.operation.node)[use.place];
  return (role !== undefined && role !== 'attention bias') || use.operation.node.opType === 'Einsum';
}

/** The role that a constant has for one of those who read it. */
export function roleOfUse(use: Use, value: Value, context: RoleContext): ParameterRole {
  return roleOf(use, { value, dims: context.measured.get(value)?.dims ?? [] }, context);
}

function roleOf(use: Use, constant: Constant, context: RoleContext): ParameterRole {
  if (use.kind === 'result') return resultRole(use, constant, context);
  const { operation, place } = use;
  const { node } = operation;
  const numbers = context.numbers.get(constant.value) ?? new Float32Array();
  const given = placesOf(node)[place];
  if (given === 'table' && !isChosenByImage(operation)) return handedOn(operation.outputs, constant, context, TABLE);
  if (given !== undefined) return placeRole(given, { operation, place, constant, context });
  if (node.opType === 'Einsum') return weightRole(operation, place, constant.dims);
  if (place === 0 && HANDS_ON.has(node.opType)) return handedOn(operation.outputs, constant, context);
  if (node.opType === 'Concat' && feedsOnlyStays(operation, constant, context)) return stays('is handed to a size');
  if (isArithmetic(node.opType)) {
    return arithmeticRole(operation, place, { measured: context.measured, numbers, dims: constant.dims });
  }
  if (operation.bodies.length > 0) return bodyRole(operation, place, { constant, context });
  return unknown(unknownPlace(operation, place, context.measured.get(constant.value)));
}

/** Why nobody knows what an operator takes there. */
function unknownPlace({ node }: Operation, place: number, measured: Measured | undefined): string {
  const isFloat = [0, 1, 10, 11, 16].includes(measured?.dataType ?? 0);
  return `${isFloat ? '' : 'it is quantized, and '}nothing is known of input ${place} of ${node.opType}`;
}

function placeRole(
  given: Exclude<ReturnType<typeof placesOf>[number], undefined>,
  { operation, place, constant, context }: FoundRole,
): ParameterRole {
  switch (given) {
    case 'weight':
    case 'quantized weight':
      return weightRole(operation, place, constant.dims);
    case 'quantized scale': {
      const weight = operation.inputs[place - 1];
      const dims = (weight && context.measured.get(weight)?.dims) ?? [];
      const { opType } = operation.node;
      const fanIn =
        opType === 'QLinearConv' ? fanInOf(operation.node, { place: 1, dims }) : (dims.at(-2) ?? dims[0] ?? 1);
      return { kind: 'fill', value: Math.sqrt(6 / Math.max(1, fanIn)) / LEVELS };
    }
    case 'zero':
      return ZERO;
    case 'one':
      return ONE;
    case 'slope':
      return SLOPE;
    case 'table':
      return TABLE;
    case 'token':
      return TOKEN;
    case 'attention bias': {
      const numbers = context.numbers.get(constant.value) ?? new Float32Array();
      const isMask = numbers.every((value) => value === 0 || value <= -50 || value === 1);
      return isMask ? stays('masks scores') : TOKEN;
    }
    case 'stays':
      return stays('is no parameter of its operator');
  }
}

interface FoundRole {
  readonly operation: Operation;
  readonly place: number;
  readonly constant: Constant;
  readonly context: RoleContext;
}

/** A product that sums over nothing of the constant only scales. */
function weightRole({ node }: Operation, place: number, dims: readonly number[]): ParameterRole {
  const fanIn = fanInOf(node, { place, dims });
  return fanIn === 0 ? ONE : { kind: 'weight', fanIn };
}

/** The role that those who read what is handed on agree in; of several that are drawn or set, the first of DRAWN_FIRST. */
function handedOn(
  outputs: readonly Value[],
  constant: Constant,
  context: RoleContext,
  otherwise?: ParameterRole,
): ParameterRole {
  const roles = outputs.flatMap(({ uses }) =>
    uses.filter((use) => use.kind === 'result' || use.operation.live).map((use) => roleOf(use, constant, context)),
  );
  const doubtful = roles.find(({ kind }) => kind === 'unknown');
  if (doubtful !== undefined || roles.length === 0)
    return otherwise ?? doubtful ?? unknown('nobody reads what comes of it');
  const [first, ...others] = roles.toSorted((a, b) => DRAWN_FIRST.indexOf(a.kind) - DRAWN_FIRST.indexOf(b.kind));
  if (first?.kind !== 'stays' && others.some(({ kind }) => kind === 'stays')) {
    return unknown('it is a parameter for some who read it, and none for others');
  }
  return first as ParameterRole;
}

/** Whether which entries are looked up hangs on what is in the image. */
function isChosenByImage({ node, inputs }: Operation): boolean {
  const index = inputs[1] ?? null;
  return !node.opType.startsWith('Gather') || (index !== null && !index.constant && !isOfSizes(index));
}

function feedsOnlyStays({ outputs }: Operation, constant: Constant, context: RoleContext): boolean {
  const uses = outputs.flatMap((output) => output.uses);
  return uses.every((use) => use.kind === 'input' && isPlain(use) && roleOf(use, constant, context).kind === 'stays');
}

/** What a graph inside a node hands out is read by those who read the node. */
function resultRole(use: Use & { kind: 'result' }, constant: Constant, context: RoleContext): ParameterRole {
  const { owner } = use.scope;
  if (owner === null) return unknown('it is an output of the model');
  const place = owner.node.opType === 'Loop' ? use.place - 1 : use.place;
  const output = owner.outputs[place];
  if (output === undefined) return unknown(`it decides whether ${owner.node.opType} goes on`);
  return handedOn([output], constant, context);
}

/** What a loop is given is read inside it; a scan takes it apart along its first axis. */
function bodyRole(
  { node, bodies, inputs }: Operation,
  place: number,
  { constant, context }: Pick<FoundRole, 'constant' | 'context'>,
): ParameterRole {
  const formals = bodies.flatMap((body) => body.formals[place] ?? []);
  if (node.opType === 'If' || formals.length === 0)
    return unknown(`nothing is known of input ${place} of ${node.opType}`);
  const scanned = Number(node.attribute.find(({ name }) => name === 'num_scan_inputs')?.i ?? 0n);
  const isTakenApart = node.opType === 'Scan' && place >= inputs.length - scanned;
  return handedOn(formals, isTakenApart ? { ...constant, dims: constant.dims.slice(1) } : constant, context);
}
