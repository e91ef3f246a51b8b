import type { NodeMessage } from '../schema.ts';
import { mayBeLearnt } from './number-types.ts';
import { placesOf } from './operator-places.ts';
import { coneOf } from './read-constants.ts';
import { operationsOf, type Scope, type Use, type Value } from './value-graph.ts';

/** A constant that something reads that depends on the image. */
export interface Boundary {
  readonly value: Value;
  /** Only those on the way to an output. */
  readonly uses: readonly Use[];
  /** What it comes of, of types that can be learnt. */
  readonly leaves: readonly Value[];
}

/**
 * Constants where they meet the image, on the way to an output: whatever stands before them (a transposition, weights put
 * back from integers, a standardization) has nothing to do with the image, so that changing them changes all of it.
 */
export function boundariesOf(top: Scope): Boundary[] {
  const values = new Set<Value>();
  for (const scope of scopesOf(top)) {
    for (const value of scope.values.values()) if (value.constant) values.add(value);
  }
  return [...values].flatMap((value) => {
    const uses = value.uses.filter(isMeeting);
    if (uses.length === 0) return [];
    const leaves = learntLeaves(value);
    return leaves.length === 0 ? [] : [{ value, uses, leaves }];
  });
}

/** The graph and every graph inside that runs with the image. */
function scopesOf(top: Scope): Scope[] {
  return [top, ...operationsOf(top).flatMap(({ bodies }) => bodies)];
}

function isMeeting(use: Use): boolean {
  const { scope } = use.kind === 'input' ? use.operation : use;
  if (use.kind === 'input' && (use.operation.constant || !use.operation.live)) return false;
  for (let at = scope.owner; at !== null; at = at.scope.owner) if (at.constant || !at.live) return false;
  return true;
}

function learntLeaves(value: Value): Value[] {
  const { operations, leaves } = coneOf([value]);
  const initializers = leaves.filter((leaf) => mayBeLearnt(typeOf(leaf)) || isQuantizedBias(leaf));
  const constants = operations.filter(({ node }) => {
    const { opType, attribute } = node;
    if (opType !== 'Constant') return attribute.some(({ floats }) => floats.length > 0);
    return attribute.some(
      ({ name, t, sparseTensor }) =>
        name === 'value_float' ||
        name === 'value_floats' ||
        mayBeLearnt(t?.dataType ?? sparseTensor?.values?.dataType ?? 0),
    );
  });
  const made = constants.flatMap(({ outputs }) => outputs);
  return [...initializers, ...made, ...operations.flatMap(({ outputs }) => outputs.filter(isQuantizedBias))];
}

function typeOf({ tensor, sparse }: Value): number {
  return tensor?.dataType ?? sparse?.values?.dataType ?? 0;
}

/** 32-bit integers that are put back into floats, or are an operator's parameter: the biases of a quantized network. */
function isQuantizedBias({ uses, maker, tensor }: Value): boolean {
  const isLeaf = tensor !== null || maker?.node.opType === 'Constant';
  return isLeaf && uses.some((use) => use.kind === 'input' && isBiasPlace(use.operation.node, use.place));
}

function isBiasPlace(node: NodeMessage, place: number): boolean {
  return node.opType === 'DequantizeLinear' ? place === 0 : placesOf(node)[place] === 'zero';
}
