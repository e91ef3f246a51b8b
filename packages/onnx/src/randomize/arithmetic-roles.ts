import { ONE, type ParameterRole, SLOPE, stays, TOKEN, unknown, ZERO } from './parameter-role.ts';
import type { Measured } from './read-constants.ts';
import {
  feedsSoftmax,
  followsLayer,
  followsNormalization,
  isNegativePart,
  isOfSizes,
  isStillImage,
  unitsOf,
} from './surroundings.ts';
import type { Operation, Value } from './value-graph.ts';
import { isOfWaves } from './waves.ts';

const SUMS = new Set(['Add', 'Sub', 'Sum']);
const SCALES = new Set(['Mul', 'Div']);
/** Scores this low are never attended to. */
const MASKED = -50;
/** An image's channels. */
const CHANNELS = 4;

export interface Surroundings {
  readonly measured: ReadonlyMap<Value, Measured>;
  /** The constant's, row by row. */
  readonly numbers: Float32Array;
  /** Outermost first. */
  readonly dims: readonly number[];
}

/** Whether an operator's constants mean what stands around it. */
export function isArithmetic(opType: string): boolean {
  return SUMS.has(opType) || SCALES.has(opType) || opType === 'Where' || opType === 'Concat';
}

/** The role of a constant that is added to something, or scales it, by what that is and where it goes. */
export function arithmeticRole(operation: Operation, place: number, around: Surroundings): ParameterRole {
  const { opType } = operation.node;
  const other = operation.inputs.find((input) => input !== null && !input.constant) ?? null;
  if (around.numbers.length === 1) return oneNumberRole(operation, place, { ...around, other });
  if (isMask(around.numbers)) return stays('masks scores');
  if (isFilled(around.numbers) && !(isVector(around.dims) && followsLayer(other, around.measured))) {
    return stays('is one number, spread out');
  }
  if (other !== null && isOfSizes(other)) return stays('reckons with sizes and places');
  // Coordinates rise as the longest waves do.
  if (!isGrid(around.numbers) && isOfWaves(around.numbers, around.dims))
    return stays('is a table of sines and cosines of places');
  if (opType === 'Where' || opType === 'Concat') return TOKEN;
  if (isStillImage(other)) return preparationRole(opType, around);
  return SUMS.has(opType) ? sumRole(operation, { ...around, other }) : scaleRole({ ...around, other });
}

interface WithOther extends Surroundings {
  /** What the constant meets. */
  readonly other: Value | null;
}

/** A number on its own (a step, an epsilon, a half) is part of the graph, unless it is the bias of a single unit. */
function oneNumberRole({ node }: Operation, place: number, { dims, other, measured }: WithOther): ParameterRole {
  const isBias = SUMS.has(node.opType) && dims.length > 0 && unitsOf(other, measured) === 1;
  return isBias ? ZERO : stays(`is a single number (input ${place})`);
}

function preparationRole(opType: string, { numbers }: Surroundings): ParameterRole {
  const isPlain = numbers.length <= CHANNELS || opType === 'Sub' || opType === 'Div';
  return isPlain ? stays('prepares the image') : unknown('meets the image before any layer does');
}

function sumRole(operation: Operation, { numbers, dims, other, measured }: WithOther): ParameterRole {
  if (feedsSoftmax(operation) && !isVector(dims)) return TOKEN;
  if (isVector(dims)) {
    return isGrid(numbers) && !followsLayer(other, measured) ? unknown('looks like coordinates or anchors') : ZERO;
  }
  // A bias spread over heads and their units, say.
  if (unitsOf(other, measured) === numbers.length) return ZERO;
  return isGrid(numbers) ? unknown('looks like coordinates or anchors') : TOKEN;
}

function scaleRole({ numbers, dims, other, measured }: WithOther): ParameterRole {
  if (isNegativePart(other)) return SLOPE;
  if (numbers.every((value) => value === 0 || value === 1)) return unknown('looks like a mask');
  if (!isVector(dims) && !followsNormalization(other) && unitsOf(other, measured) !== numbers.length) {
    return unknown('may be learnt, or a table of angles or weights of places');
  }
  return isGrid(numbers) && !followsLayer(other, measured) ? unknown('looks like steps or anchors') : ONE;
}

const isVector = (dims: readonly number[]): boolean => dims.filter((size) => size !== 1).length <= 1;

/** Padding, a limit, a mask that masks nothing; training leaves no two numbers alike. */
const isFilled = (numbers: Float32Array): boolean => numbers.every((value) => value === numbers[0]);

/** Zeros, and numbers so low that a softmax makes them zero. */
function isMask(numbers: Float32Array): boolean {
  return (
    numbers.some((value) => value === 0) &&
    numbers.some((value) => value < 0) &&
    numbers.every((value) => value === 0 || value <= MASKED)
  );
}

/** Whole and half numbers only: places, sizes, steps; nothing learnt comes out so. */
function isGrid(numbers: Float32Array): boolean {
  return numbers.every((value) => Number.isInteger(value * 2));
}
