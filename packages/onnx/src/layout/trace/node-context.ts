import type { NodeMessage } from '../../schema.ts';
import { BrokenPlaces, type Dim } from './axes.ts';

/** What is known of a node while its outputs are traced. */
export interface NodeContext {
  readonly node: NodeMessage;
  /** What the dimensions of its inputs count; null where an input is left out. */
  readonly inputs: readonly (readonly Dim[] | null)[];
  /** Sizes of its outputs. */
  readonly shapes: readonly (readonly number[])[];
  /** The integers that an input holds, or null. */
  readonly integers: (input: number) => readonly number[] | null;
}

/** What the dimensions of the outputs count; null = not known. */
export type Operator = (context: NodeContext) => readonly (readonly Dim[] | null)[];

/** @throws BrokenPlaces when the input is left out */
export function inputOf({ inputs, node }: NodeContext, at = 0): readonly Dim[] {
  const input = inputs[at];
  if (input) return input;
  throw new BrokenPlaces(`its operator ${node.opType} lacks an input`);
}

export function intOf({ node }: NodeContext, name: string): number | null {
  const found = node.attribute.find((attribute) => attribute.name === name);
  return found ? Number(found.i) : null;
}

export function intsOf({ node }: NodeContext, name: string): number[] | null {
  return node.attribute.find((attribute) => attribute.name === name)?.ints.map(Number) ?? null;
}

/** Integers that older operator sets keep in an attribute and newer ones in an input. */
export function integersOf(context: NodeContext, name: string, input: number): readonly number[] | null {
  return intsOf(context, name) ?? (context.node.input[input] ? context.integers(input) : null);
}

/** A dimension's number, counted from the front. */
export const fromFront = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);
