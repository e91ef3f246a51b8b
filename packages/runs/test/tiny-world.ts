import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { npyHeader } from '@strata/domain';
import sharp from 'sharp';

const SIDE = 8;

/** A bundled network with its preprocessing beside it, and a layer of 64 units. */
export const MODEL = resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx');
export const LAYER = '/block4/relu/Relu_output_0';

/** Writes four drawings of 8 × 8 pixels: a sky above, a ground below it, at another height in each. */
export async function writeTinyWorld(root: string): Promise<string> {
  const samples = 4;
  mkdirSync(join(root, 'images'), { recursive: true });
  const labels = new Uint16Array(samples * SIDE * SIDE);
  const rows = ['path,class,split'];
  for (let sample = 0; sample < samples; sample += 1) {
    const pixels = new Uint8Array(SIDE * SIDE * 3);
    for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
      const isSky = Math.floor(pixel / SIDE) < 2 + sample;
      labels[sample * SIDE * SIDE + pixel] = isSky ? 1 : 2;
      pixels.set(isSky ? [90, 150, 230 - 20 * sample] : [60, 120 + 30 * (pixel % 3), 40], pixel * 3);
    }
    const path = `images/${sample}.png`;
    await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toFile(join(root, path));
    rows.push(`${path},,`);
  }
  const header = npyHeader('<u2', [samples, 1, SIDE, SIDE]);
  writeFileSync(join(root, 'labels.npy'), Buffer.concat([header, new Uint8Array(labels.buffer)]));
  writeFileSync(join(root, 'concepts.csv'), 'index,name,category\n1,sky,object\n2,ground,object\n');
  writeFileSync(join(root, 'images.csv'), `${rows.join('\n')}\n`);
  return root;
}
