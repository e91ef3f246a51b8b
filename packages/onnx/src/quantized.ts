import { nodesOf } from './nodes-of.ts';
import type { ModelMessage, NodeMessage } from './schema.ts';

/** What a model's whole-number operators ask of how it is run. */
export interface Quantization {
  /**
   * Values are rounded to steps somewhere: a difference in the last bit before, which fused operators make, can become a
   * whole step behind, and some take the size of a step from all images that run together. So no operators may be fused,
   * and each image must be alone: a product of one row is added up in another order than one of several.
   */
  readonly rounds: boolean;
  /** Kernels for bytes are used, whose sums some processors cut off. */
  readonly integers: boolean;
}

const BY_BYTES = /^(?:QLinear|QGemm|QAttention|QEmbed|QMoE|DynamicQuantize(?:MatMul|LSTM))|Integer/u;

/** Looks at all operators, those of branches and functions included: what is asked for makes no difference. */
export function quantizationOf(message: ModelMessage): Quantization {
  const nodes = [...nodesOf(message)];
  const some = (test: (node: NodeMessage) => boolean): boolean => nodes.some(test);
  return {
    rounds: some(({ opType }) => opType === 'Round' || opType.includes('Quantize') || BY_BYTES.test(opType)),
    integers: some(({ opType }) => BY_BYTES.test(opType)),
  };
}
