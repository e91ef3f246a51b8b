/** Header and data together start at a multiple of this. */
const ALIGNMENT = 64;
/** Magic, version and the header's length. */
const START_BYTES = 10;

/**
 * The header of a NumPy `.npy` file, format 1.0, C order; the array's bytes follow it. `type` is NumPy's type string, such
 * as `<f4`. Source: NumPy's format specification, NEP 1.
 */
export function npyHeader(type: string, shape: readonly number[]): Uint8Array {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  const bytes = new Uint8Array(Math.ceil((START_BYTES + text.length + 1) / ALIGNMENT) * ALIGNMENT).fill(0x20);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, bytes.length - START_BYTES, true);
  bytes.set(new TextEncoder().encode(text), START_BYTES);
  bytes[bytes.length - 1] = 0x0a;
  return bytes;
}
