import { own } from '../own.ts';

/** What an operator takes at one of its inputs; `undefined` in a row, or behind its end, = data, or nothing that is known. */
export type PlaceRole =
  | 'weight'
  | 'zero'
  | 'one'
  | 'slope'
  | 'table'
  | 'token'
  | 'stays'
  | 'attention bias'
  | 'quantized weight'
  | 'quantized scale'
  | undefined;

const _ = undefined;
const CONVOLUTION = [_, 'weight', 'zero'] as const;
const RECURRENT = [_, 'weight', 'weight', 'zero', 'stays', 'zero', 'zero', 'zero'] as const;
const SCALE_AND_BIAS = [_, 'one', 'zero'] as const;
const PRODUCT = ['weight', 'weight', 'zero'] as const;

/**
 * Inputs of operators, in the order of ONNX's and ONNX Runtime's contributed operators' documents. Operators of arithmetic,
 * whose constants mean what stands around them, aren't here.
 */
const PLACES: Readonly<Record<string, readonly PlaceRole[]>> = {
  Conv: CONVOLUTION,
  FusedConv: CONVOLUTION,
  NhwcConv: CONVOLUTION,
  NhwcFusedConv: CONVOLUTION,
  ConvTranspose: CONVOLUTION,
  ConvTransposeWithDynamicPads: [_, 'weight', _, 'zero'],
  DeformConv: [_, 'weight', _, 'zero'],
  Gemm: PRODUCT,
  FusedGemm: PRODUCT,
  GemmFastGelu: PRODUCT,
  MatMul: PRODUCT,
  FusedMatMul: PRODUCT,
  FusedMatMulActivation: PRODUCT,
  TransposeMatMul: PRODUCT,
  LSTM: RECURRENT,
  GRU: RECURRENT,
  RNN: RECURRENT,
  BatchNormalization: [_, 'one', 'zero', 'zero', 'one'],
  InstanceNormalization: SCALE_AND_BIAS,
  LayerNormalization: SCALE_AND_BIAS,
  SimplifiedLayerNormalization: SCALE_AND_BIAS,
  RMSNormalization: SCALE_AND_BIAS,
  GroupNormalization: SCALE_AND_BIAS,
  GroupNorm: SCALE_AND_BIAS,
  SkipGroupNorm: [_, 'one', 'zero', _, 'zero'],
  SkipLayerNormalization: [_, 'token', 'one', 'zero', 'zero'],
  SkipSimplifiedLayerNormalization: [_, 'token', 'one', 'zero'],
  EmbedLayerNormalization: [_, _, 'table', 'table', 'table', 'one', 'zero'],
  PRelu: [_, 'slope'],
  BiasGelu: [_, 'zero'],
  FastGelu: [_, 'zero'],
  BiasSplitGelu: [_, 'zero'],
  BiasAdd: [_, 'zero'],
  BiasDropout: [_, 'zero'],
  BiasSoftmax: [_, 'attention bias'],
  Gather: ['table'],
  GatherElements: ['table'],
  GatherND: ['table'],
  Resize: [_, 'stays', 'stays', 'stays'],
  Upsample: [_, 'stays'],
  OneHot: [_, _, 'stays'],
  STFT: [_, _, 'stays'],
  'com.microsoft:RotaryEmbedding': [_, _, 'stays', 'stays'],
  RotaryEmbedding: [_, 'stays', 'stays'],
  'com.microsoft:Attention': [_, 'weight', 'zero', 'stays', _, 'attention bias'],
  'com.microsoft:MultiHeadAttention': ['token', 'token', 'token', 'zero', 'stays', 'attention bias'],
  Attention: ['token', 'token', 'token', 'attention bias'],
  RelativePositionBias: ['token'],
  QLinearConv: [_, _, _, 'quantized weight', 'quantized scale', 'zero', _, _, 'zero'],
  QLinearMatMul: [_, _, _, 'quantized weight', 'quantized scale', 'zero'],
};

/** What an operator takes at each of its inputs; empty for one that isn't known. */
export function placesOf({
  opType,
  domain,
}: {
  readonly opType: string;
  readonly domain: string;
}): readonly PlaceRole[] {
  return own(PLACES, `${domain}:${opType}`) ?? own(PLACES, opType) ?? [];
}

/** Operators that multiply by a weight. */
export function isProduct(node: { readonly opType: string; readonly domain: string }): boolean {
  return placesOf(node)[1] === 'weight' || node.opType === 'Einsum';
}

/** Operators that scale what they have normalized. */
export function isNormalization(node: { readonly opType: string; readonly domain: string }): boolean {
  return placesOf(node).includes('one');
}
