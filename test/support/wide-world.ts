import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { npy } from './small-world.ts';

/** Of the drawings, in pixels; masks have half of either. */
export const WIDE = { height: 180, width: 320, maskHeight: 90, maskWidth: 160 } as const;
const NAMES = ['', 'sky', 'ground', 'sign'];

/**
 * The labels of a sample, (plane, mask height, mask width): sky above ground, and on them a sign, a wide rectangle far
 * from the middle whose place differs from sample to sample.
 */
export function wideLabels(sample: number): Uint16Array {
  const { maskHeight, maskWidth } = WIDE;
  const labels = new Uint16Array(2 * maskHeight * maskWidth);
  const [left, top] = [8 + 40 * (sample % 3), 6 + 11 * sample];
  for (let y = 0; y < maskHeight; y += 1) {
    for (let x = 0; x < maskWidth; x += 1) {
      labels[y * maskWidth + x] = y < 30 + 5 * sample ? 1 : 2;
      const isSign = x >= left && x < left + 60 && y >= top && y < top + 16;
      labels[(maskHeight + y) * maskWidth + x] = isSign ? 3 : 0;
    }
  }
  return labels;
}

/** Writes four samples in both layouts; signs are red, sky is blue, ground is dark. */
export async function writeWideWorld(root: string): Promise<{ planes: string; broden: string }> {
  const { height, width, maskHeight, maskWidth } = WIDE;
  const [planes, broden] = [join(root, 'planes'), join(root, 'broden')];
  for (const one of [planes, broden]) mkdirSync(join(one, 'images'), { recursive: true });
  const samples = [0, 1, 2, 3].map(wideLabels);
  for (const [sample, labels] of samples.entries()) {
    const pixels = Buffer.alloc(height * width * 3);
    for (let i = 0; i < height * width; i += 1) {
      const at = Math.floor(i / width / 2) * maskWidth + Math.floor((i % width) / 2);
      const isSign = labels[maskHeight * maskWidth + at] === 3;
      pixels.set(isSign ? [230, 20, 30] : labels[at] === 1 ? [40, 90, 220] : [30, 60, 20], i * 3);
    }
    const image = sharp(pixels, { raw: { width, height, channels: 3 } }).png();
    for (const one of [planes, broden]) await image.clone().toFile(join(one, 'images', `${sample}.png`));
    for (const plane of [0, 1]) {
      const own = labels.subarray(plane * maskHeight * maskWidth, (plane + 1) * maskHeight * maskWidth);
      const rgb = Buffer.from([...own].flatMap((label) => [label, 0, 0]));
      await sharp(rgb, { raw: { width: maskWidth, height: maskHeight, channels: 3 } })
        .png()
        .toFile(join(broden, 'images', `${sample}_${plane}.png`));
    }
  }
  const all = Uint16Array.from(samples.flatMap((labels) => [...labels]));
  writeFileSync(join(planes, 'labels.npy'), npy('<u2', [samples.length, 2, maskHeight, maskWidth], all.buffer));
  const list = (columns: string) =>
    `${columns}\n${NAMES.slice(1)
      .map((name, i) => `${i + 1},${name},object`)
      .join('\n')}\n`;
  writeFileSync(join(planes, 'concepts.csv'), list('index,name,category'));
  writeFileSync(join(planes, 'images.csv'), `path\n${samples.map((_, i) => `images/${i}.png`).join('\n')}\n`);
  writeFileSync(join(broden, 'label.csv'), list('number,name,category'));
  writeFileSync(join(broden, 'category.csv'), 'name\nobject\n');
  const rows = samples.map(
    (_, i) => `${i}.png,train,${height},${width},${maskHeight},${maskWidth},${i}_0.png;${i}_1.png`,
  );
  writeFileSync(join(broden, 'index.csv'), `image,split,ih,iw,sh,sw,object\n${rows.join('\n')}\n`);
  return { planes, broden };
}
