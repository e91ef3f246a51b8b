/** Types of numbers that activations may have, and how many bytes one takes. */
export const VALUE_BYTES = { f4: 4, f2: 2, bfloat16: 2 } as const;
export type ValueType = keyof typeof VALUE_BYTES;

/** NumPy's type string without its byte order. */
export function typeName(type: string): ValueType {
  return type.replace(/^[<>]/u, '') as ValueType;
}

/** The bytes of values of a type as float32, exactly; `raw` may be changed. */
export function toFloats(raw: Uint8Array<ArrayBuffer>, type: string): Float32Array {
  const name = typeName(type);
  if (type.startsWith('>')) swapBytes(raw, VALUE_BYTES[name]);
  if (name === 'f4') return new Float32Array(raw.buffer);
  const halves = new Uint16Array(raw.buffer);
  return name === 'f2' ? widen(halves) : new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}

function swapBytes(raw: Uint8Array, bytes: 2 | 4): void {
  const values = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (bytes === 4) values.swap32();
  else values.swap16();
}

/** float16 to float32, exactly. */
function widen(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}
