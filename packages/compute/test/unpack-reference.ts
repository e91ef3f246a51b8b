import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const FIXTURE = join(import.meta.dirname, 'fixtures/s200c60');

/** Writes the part of the reference that is in the repository as the dataset it was: see its README. @returns the folder */
export function unpackReference(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of ['concepts.csv', 'results.json', 'optimal.json']) {
    copyFileSync(join(FIXTURE, name), join(folder, name));
  }
  const unpack = (name: string) => gunzipSync(readFileSync(join(FIXTURE, name)));
  const labels = Uint16Array.from(unpack('labels.u8.gz'));
  writeFileSync(join(folder, 'labels.npy'), npy('<u2', [200, 4, 112, 112], Buffer.from(labels.buffer)));
  writeFileSync(join(folder, 'activations.npy'), npy('<f4', [5, 200, 7, 7], unpack('activations.f32.gz')));
  return folder;
}

/** The bytes of a `.npy` file, version 1.0. */
function npy(type: string, shape: readonly number[], data: Buffer): Buffer {
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([start, Buffer.from(header), data]);
}
