import { toBinary } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import { readModelFile } from '../model-file.ts';
import { onnxMessage } from '../schema.ts';
import { attributeNumbers } from './attribute-numbers.ts';
import { type Boundary, boundariesOf } from './boundary.ts';
import { dropUnread } from './drop-unread.ts';
import { inlineFunctions } from './inline-functions.ts';
import { replaceConstants } from './replace-constants.ts';
import { type Staying, settleRoles } from './settle-roles.ts';
import { operationsOf, type Scope, valueGraph } from './value-graph.ts';

export type { Staying } from './settle-roles.ts';

/** Constants named in a message; the others are counted. */
const NAMED = 12;

export interface RandomizeOptions {
  readonly seed: number;
  /** Constants that stay as they are, by name; default none. */
  readonly keep?: readonly string[];
}
export interface RandomizedModel {
  readonly bytes: Uint8Array;
  /** Constants drawn anew, and constants reset. */
  readonly weights: number;
  readonly constants: number;
  /** Constants of several numbers that are no parameters, or were to stay. */
  readonly kept: readonly Staying[];
  /** Steps of quantized activations, which stay those measured on the trained network. */
  readonly calibrated: number;
}

/**
 * The same graph untrained: weights drawn anew, uniform in ±√(6 / inputs) (He et al. 2015, "Kaiming", for rectified
 * layers), tables, tokens and positions around 0, biases 0, normalizations reset to scale 1, bias 0, mean 0, variance 1.
 * No constant of several numbers that reaches an output stays unless it is known to be no parameter, or named in `keep`.
 * The same seed gives the same bytes on every machine.
 * @throws ModelLoadError when the file isn't ONNX, has no weight, or has constants of which nobody knows what they are.
 */
export async function randomizeModel(path: string, { seed, keep = [] }: RandomizeOptions): Promise<RandomizedModel> {
  const file = await readModelFile(path);
  inlineFunctions(file.message, { path });
  const top = valueGraph(file.graph);
  const boundaries = boundariesOf(top);
  checkKeep(path, keep, { boundaries, top });
  const names = new Set(keep);
  const { replacements, kept, stuck } = await settleRoles(file, boundaries, { keep: names });
  const staying = [...stuck, ...attributeNumbers(top, { keep: names })];
  if (staying.length > 0) throw wouldStay(path, staying);
  const weights = replacements.filter(({ role }) => role.kind !== 'fill').length;
  if (!replacements.some(({ role }) => role.kind === 'weight')) throw noWeights(path);
  replaceConstants(top, replacements, { seed });
  dropUnread(top);
  // Before version 4 every initializer had to be an input as well, which new ones aren't.
  if (file.message.irVersion < 4n) file.message.irVersion = 4n;
  const bytes = toBinary(onnxMessage('ModelProto'), file.message);
  return { bytes, weights, constants: replacements.length - weights, kept, calibrated: calibrated(top) };
}

function calibrated(top: Scope): number {
  return operationsOf(top).filter(
    ({ node, live, constant }) => live && !constant && /^QuantizeLinear$|^QLinear/u.test(node.opType),
  ).length;
}

function checkKeep(
  path: string,
  keep: readonly string[],
  { boundaries, top }: { boundaries: readonly Boundary[]; top: Scope },
): void {
  const known = new Set(boundaries.flatMap(({ value, leaves }) => [value, ...leaves].map(({ name }) => name)));
  for (const { node } of operationsOf(top))
    if (node.attribute.length > 0) known.add(node.name || (node.output[0] ?? ''));
  const unknown = keep.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new ModelLoadError(
    `${path}: no constant that reaches an output is named "${unknown}", as --keep says. Give the name as the message lists it.`,
    { context: { file: path, tensor: unknown } },
  );
}

function wouldStay(path: string, staying: readonly Staying[]): ModelLoadError {
  const listed = staying
    .slice(0, NAMED)
    .map(({ name, dims, node, why }) => `"${name}" (${dims.join('×')}) in ${node}: ${why}`);
  const more = staying.length > NAMED ? `; and ${staying.length - NAMED} more` : '';
  const count = staying.length === 1 ? '1 constant' : `${staying.length} constants`;
  return new ModelLoadError(
    `${path}: expected to know of every constant whether it is learnt, but ${count} would stay as trained: ${listed.join('; ')}${more}. Give --keep with the name of each that isn't learnt; if one is, randomize the network where it was trained.`,
    { context: { file: path, tensor: staying[0]?.name ?? '', count: staying.length } },
  );
}

function noWeights(path: string): ModelLoadError {
  return new ModelLoadError(
    `${path}: expected weights of convolutions or matrix products among the model's constants, found none. Export the network with its weights.`,
    { context: { file: path } },
  );
}
