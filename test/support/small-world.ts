import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoCheckpoints } from '@strata/demo';
import sharp from 'sharp';

/** The bytes of a `.npy` file, as NumPy writes it. */
export function npy(type: string, shape: readonly number[], data: ArrayBuffer | Uint8Array): Buffer {
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = `${text}${' '.repeat(64 - ((11 + text.length) % 64))}\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([start, Buffer.from(header), Buffer.from(data as Uint8Array)]);
}

const SIDE = 16;

/**
 * Writes a `planes` dataset of drawings: a sky above, a ground below, a ball on it, in colours and places that differ
 * from sample to sample. Small enough to run a model on in a moment, rich enough that formulas differ.
 */
export async function writeSmallWorld(root: string, { samples = 6 }: { samples?: number } = {}): Promise<string> {
  mkdirSync(join(root, 'images'), { recursive: true });
  const labels = new Uint16Array(samples * 2 * SIDE * SIDE);
  const rows: string[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const horizon = 5 + (sample % 4);
    const [x, y, radius] = [3 + ((sample * 5) % 10), horizon + 2, 2 + (sample % 2)];
    const pixels = Buffer.alloc(SIDE * SIDE * 3);
    for (let i = 0; i < SIDE * SIDE; i += 1) {
      const [row, column] = [Math.floor(i / SIDE), i % SIDE];
      const ball = (row - y) ** 2 + (column - x) ** 2 <= radius ** 2;
      const sky = row < horizon;
      const at = sample * 2 * SIDE * SIDE + i;
      labels[at] = sky ? 1 : 2;
      labels[at + SIDE * SIDE] = ball ? 3 : 0;
      const color = ball
        ? [220, 40 * (sample % 3), 30]
        : sky
          ? [90, 150 + 10 * sample, 230]
          : [60, 120, 40 + 9 * column];
      pixels.set(color, i * 3);
    }
    const path = `images/${sample}.png`;
    await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toFile(join(root, path));
    rows.push(`${path},${sample % 2 === 0 ? 'even' : 'odd'},val`);
  }
  writeFileSync(join(root, 'labels.npy'), npy('<u2', [samples, 2, SIDE, SIDE], labels.buffer));
  writeFileSync(join(root, 'concepts.csv'), 'index,name,category\n1,sky,object\n2,ground,object\n3,ball,part\n');
  writeFileSync(join(root, 'images.csv'), `path,class,split\n${rows.join('\n')}\n`);
  return root;
}

/** A bundled model with its preprocessing beside it: 64 units in `LAYER`. */
export const MODEL = (demoCheckpoints().at(-1) as { path: string }).path;
export const LAYER = '/block4/relu/Relu_output_0';
