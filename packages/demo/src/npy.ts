/** Header of a NumPy 1.0 file in C order, padded to 64 bytes. Source: NumPy's format specification, NEP 1. */
export function npyHeader(descriptor: '<u2' | '|u1' | '<f4', shape: readonly number[]): Buffer {
  const text = `{'descr': '${descriptor}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 0, 0]);
  start.writeUInt16LE(padded.length, 8);
  return Buffer.concat([start, Buffer.from(padded, 'latin1')]);
}
