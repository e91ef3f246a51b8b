import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npyHeader } from '@strata/domain';
import { preprocessingSchema, readPixels } from '@strata/onnx';
import { openProbeDataset } from '@strata/probe';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSeen } from '../src/explain/seen-crop.ts';
import { makeThumbnail } from '../src/explain/thumbnails.ts';
import { indexProbe, seenCrop } from '../src/index.ts';
import { findPlace, rememberPlace } from '../src/registry/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-seen-'));
const home = join(folder, 'home');
const root = join(folder, 'world');
/** Images of odd surpluses, lying and standing, and one that a square crop takes whole. */
const SIZES = [
  [16, 11],
  [18, 11],
  [11, 20],
  [11, 11],
] as const;
/** All masks have one size; that of the first image. */
const [WIDTH, HEIGHT] = [16, 11];
const LABELS = 200;

/** The label of a pixel of an image: neighbours differ. */
const labelOf = (x: number, y: number) => 1 + ((x * 7 + y * 29) % LABELS);

beforeAll(async () => {
  mkdirSync(join(root, 'images'), { recursive: true });
  const labels = new Uint16Array(SIZES.length * WIDTH * HEIGHT);
  for (const [sample, [width, height]] of SIZES.entries()) {
    const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) =>
      labelOf(Math.floor(i / 3) % width, Math.floor(i / 3 / width)),
    );
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(join(root, `images/${sample}.png`));
    for (let place = 0; place < WIDTH * HEIGHT; place += 1) {
      // The mask pixel's middle lies in this pixel of the image.
      const x = Math.floor((((place % WIDTH) + 0.5) * width) / WIDTH);
      const y = Math.floor(((Math.floor(place / WIDTH) + 0.5) * height) / HEIGHT);
      labels[sample * WIDTH * HEIGHT + place] = labelOf(x, y);
    }
  }
  const header = npyHeader('<u2', [SIZES.length, 1, HEIGHT, WIDTH]);
  writeFileSync(join(root, 'labels.npy'), Buffer.concat([header, new Uint8Array(labels.buffer)]));
  const concepts = Array.from({ length: LABELS }, (_, i) => `${i + 1},c${i + 1},object\n`).join('');
  writeFileSync(join(root, 'concepts.csv'), `index,name,category\n${concepts}`);
  writeFileSync(join(root, 'images.csv'), `path\n${SIZES.map((_, i) => `images/${i}.png\n`).join('')}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const open = (resize: string, side = 11) => {
  const crop = seenCrop({ resize, width: side, height: side });
  return openProbeDataset(root, { format: 'planes', crop });
};

describe('masks of what a network sees', () => {
  // The shorter side stays as it is, so pixels are moved, not mixed: 16 − 11 = 5 columns go, of which torchvision takes
  // 2 from the left (2.5 to the even number), transformers 2; of 18 − 11 = 7, torchvision 4 and transformers 3.
  it.each(['torchvision', 'transformers'])('are cropped as the images are, by the rule of %s', async (rule) => {
    const resize = `shorter-11-nearest-${rule}`;
    const dataset = await open(resize);
    expect(dataset.maskShape).toEqual({ height: 11, width: 11 });
    const preprocessing = preprocessingSchema.parse({ width: 11, height: 11, resize });
    for (const [sample, [width]] of SIZES.entries()) {
      const { planes } = await dataset.readLabels(sample);
      const seen = await readPixels(dataset.samples[sample]?.imagePath as string, preprocessing);
      const labels = Array.from({ length: 121 }, (_, i) => seen.data[3 * i]);
      const positions = [...(planes[0] ?? [])].map((position) => dataset.concepts[position - 1]?.index);
      if (width === 16) expect(positions).toEqual(labels);
      // Masks of other proportions have other pixels than the image: the neighbour's, at the most.
      else expect(positions.filter((label, i) => label === labels[i]).length).toBeGreaterThan(0);
    }
    await dataset.close();
  });

  it('are one column apart by the two rules where seven columns go', async () => {
    const starts = await Promise.all(
      ['torchvision', 'transformers'].map(async (rule) => {
        const dataset = await open(`shorter-11-nearest-${rule}`);
        await dataset.close();
        return dataset.samples[1]?.seen;
      }),
    );
    expect(starts).toEqual([
      { left: 4, top: 0, width: 11, height: 11 },
      { left: 3, top: 0, width: 11, height: 11 },
    ]);
  });

  it('are of another dataset than whole ones, which is found again by its hash', async () => {
    const crop = seenCrop({ resize: 'shorter-11-bilinear-torchvision', width: 11, height: 11 });
    const { dataset } = await indexProbe(root, { format: 'planes', home, crop, lookAlikes: false });
    const { dataset: whole } = await indexProbe(root, { format: 'planes', home, lookAlikes: false });
    expect(dataset.sha256).not.toBe(whole.sha256);
    await rememberPlace(
      dataset.sha256,
      { ...dataset.reading, kind: 'dataset', path: root, format: 'planes' },
      { home },
    );
    const { path, kind: _, ...reading } = await findPlace('dataset', dataset.sha256, { home });
    const { dataset: again } = await indexProbe(path, { ...reading, home, lookAlikes: false });
    expect([again.sha256, again.maskShape]).toEqual([dataset.sha256, dataset.maskShape]);
  });

  it('go with thumbnails of the part that is seen', async () => {
    const dataset = await open('shorter-11-bilinear-transformers');
    await dataset.close();
    const { imagePath = null, seen } = dataset.samples[2] ?? {};
    expect(await makeThumbnail(imagePath as string, seen)).toMatchObject({ imageWidth: 11, imageHeight: 11 });
  });

  it('go with the network’s own preprocessing alone', async () => {
    const preprocessing = preprocessingSchema.parse({
      width: 11,
      height: 11,
      resize: 'shorter-11-bilinear-torchvision',
    });
    const cropped = await open(preprocessing.resize);
    await expect(requireSeen(cropped, preprocessing)).resolves.toBeUndefined();
    await expect(requireSeen(cropped, { ...preprocessing, resize: 'stretch' })).rejects.toThrow(
      /expected masks of whole images, as the network's images are, found masks cropped \(shorter-11-/,
    );
    const whole = await open('stretch');
    await expect(requireSeen(whole, preprocessing)).rejects.toThrow(
      /expected masks cropped .*found masks of whole images/,
    );
    await cropped.close();
    await whole.close();
  });

  it('need images that are large enough', async () => {
    const crop = { resize: 'shorter-11-bilinear-torchvision', width: 12, height: 11 };
    await expect(openProbeDataset(root, { format: 'planes', crop })).rejects.toThrow(
      /images\/2\.png: An image of 11×20 becomes 11×20, smaller than the crop of 12×11/,
    );
    rmSync(join(root, 'images.csv'));
    await expect(openProbeDataset(root, { format: 'planes', crop })).rejects.toThrow(
      /sample 0: expected an image, whose size tells what of its mask the network sees.*--crop none/,
    );
  });
});
