import { own } from '../own.ts';
import type { NodeMessage } from '../schema.ts';
import { type ConstantOf, isZero } from './constant-of.ts';

/** What a node is judged by beside itself. */
export interface NodeScope {
  /** Version of ONNX's own operators. */
  readonly opset: number;
  readonly constantOf: ConstantOf;
  /** Value of one of the node's integer attributes; undefined where it isn't given. */
  readonly integer: (name: string) => bigint | undefined;
}

const RANDOM = new Set(
  ['RandomNormal', 'RandomNormalLike', 'RandomUniform', 'RandomUniformLike'].concat('Multinomial', 'Bernoulli'),
);
/** Fused forms of the runtime: which input says that it trains, and which how much is dropped. */
const DROPOUTS: Readonly<Record<string, { readonly ratio: number; readonly training: number }>> = {
  Dropout: { ratio: 1, training: 2 },
  BitmaskDropout: { ratio: 1, training: 2 },
  BiasDropout: { ratio: 3, training: 4 },
  BitmaskBiasDropout: { ratio: 3, training: 4 },
};

/**
 * Why a node gives other values each time, or values that depend on the images beside: with what mends it, for people;
 * null for nearly all nodes. Source: ONNX's Operators.md and its change log for older versions.
 */
export function unsteadyNode(node: NodeMessage, scope: NodeScope): string | null {
  const about = `node "${node.name || node.output.find(Boolean) || '?'}" (${node.opType})`;
  if (RANDOM.has(node.opType)) return `${about}, which draws random numbers; export the network without it`;
  const trains = node.opType in DROPOUTS ? dropoutTrains(node, scope) : normalizationTrains(node, scope);
  return trains ? `${about}, which is in training mode; call model.eval() and export again` : null;
}

function normalizationTrains({ opType, output }: NodeMessage, { opset, integer }: NodeScope): boolean {
  if (opType === 'BatchNormInternal') return true;
  if (opType !== 'BatchNormalization') return false;
  if (opset >= 14) return (integer('training_mode') ?? 0n) !== 0n;
  // Before there was such an attribute, a node trained when its new statistics were asked for.
  if (opset >= 7) return output.filter(Boolean).length > 1;
  return (integer('is_test') ?? 0n) === 0n;
}

function dropoutTrains({ opType, input, domain }: NodeMessage, { opset, constantOf, integer }: NodeScope): boolean {
  const places = own(DROPOUTS, opType);
  if (places === undefined) return false;
  if (domain === '' && opset < 12) return opset < 7 && (integer('is_test') ?? 0n) === 0n;
  const training = input[places.training] ?? '';
  if (training === '' || isZero(constantOf(training)) === true) return false;
  const ratio = input[places.ratio] ?? '';
  return ratio === '' || isZero(constantOf(ratio)) !== true;
}
