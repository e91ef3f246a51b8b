import { readFileSync } from 'node:fs';

/** Payload of a version 1 `.npy` file of float32. */
export function readFloats(path: string): Float32Array {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
}
