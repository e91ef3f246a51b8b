/** TensorProto.DataType, of the types that matter here. */
export const DATA_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const;

/** The greatest integer that 8 bits with a sign hold: weights of quantized networks fill ± it. */
export const LEVELS = 127;

/** Types that weights are kept in: floats of every width, complex numbers, and integers of at most 16 bits (quantized). */
const WEIGHT_TYPES = new Set([1, 2, 3, 4, 5, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);

/** Whether numbers of a type may have been learnt; integers of 32 bits and more count, place and shape things. */
export function mayBeLearnt(dataType: number): boolean {
  return WEIGHT_TYPES.has(dataType);
}

/**
 * Numbers as the bytes of a tensor (little-endian), rounded to nearest; null for a type that can't be written.
 */
export function encodeNumbers(values: Float32Array, dataType: number): Uint8Array | null {
  switch (dataType) {
    case DATA_TYPES.float32:
      return bytesOf(values);
    case DATA_TYPES.float64:
      return bytesOf(Float64Array.from(values));
    case DATA_TYPES.float16:
      return bytesOf(Uint16Array.from(values, halfOf));
    case DATA_TYPES.bfloat16:
      return bytesOf(brainFloats(values));
    case DATA_TYPES.int8:
      return bytesOf(Int8Array.from(values, Math.round));
    case DATA_TYPES.uint8:
      return bytesOf(Uint8Array.from(values, Math.round));
    case DATA_TYPES.int32:
      return bytesOf(Int32Array.from(values, Math.round));
    default:
      return null;
  }
}

function bytesOf(values: { readonly buffer: ArrayBufferLike }): Uint8Array {
  return new Uint8Array(values.buffer);
}

/** The upper half of each float32, to the nearest, of two the even. */
function brainFloats(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, (word) => (word + 0x7fff + ((word >>> 16) & 1)) >>> 16);
}

/** A float16's bits, to the nearest, of two the even; what is too great becomes infinite. */
function halfOf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  // Below 2^-14 steps are 2^-24 wide; above, 2^-10 of the power of two.
  const exponent = Math.max(-14, Math.floor(Math.log2(size || 2 ** -14)));
  const steps = roundToEven(size / 2 ** (exponent - 10));
  return sign | (exponent === -14 ? steps : ((exponent + 14) << 10) + steps);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Types whose numbers can be read as float32. */
export function isReadable(dataType: number): boolean {
  return dataType > 0 && dataType <= DATA_TYPES.bfloat16 && ![8, 14, 15].includes(dataType);
}

/** Types that {@link encodeNumbers} writes. */
export function canEncode(dataType: number): boolean {
  return encodeNumbers(new Float32Array(), dataType) !== null;
}
