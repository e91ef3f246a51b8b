import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { fitImage, parseResize } from '@strata/domain';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { preprocessingSchema, readPixels } from '../src/index.ts';

interface Row {
  readonly library: string;
  readonly resize: string;
  readonly width: number;
  readonly height: number;
  readonly image: readonly [number, number];
  readonly first: readonly number[];
  readonly crc32: number;
}

/** What the libraries made of the same pictures: write-fitted.py. */
const { rows, versions } = JSON.parse(readFileSync(join(import.meta.dirname, 'fitted.json'), 'utf8')) as {
  readonly rows: readonly Row[];
  readonly versions: Readonly<Record<string, string>>;
};
const folder = mkdtempSync(join(tmpdir(), 'strata-fitted-'));
const nameOf = ([width, height]: Row['image']) => join(folder, `${width}x${height}.png`);

beforeAll(async () => {
  for (const [width, height] of new Map(rows.map(({ image }) => [image.join(), image])).values()) {
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
      const [c, x, y] = [i % 3, Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
      return (x * 37 + y * 91 + x * y * 5 + c * 53) % 256;
    });
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(nameOf([width, height]));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a picture that is resized and cropped has the pixels that come of', () => {
  it.each(Object.keys(versions).filter((library) => library !== 'pillow'))('%s, bit for bit', async (library) => {
    const of = rows.filter((row) => row.library === library);
    expect(of.length).toBeGreaterThan(9);
    for (const { resize, width, height, image, first, crc32: expected } of of) {
      const preprocessing = preprocessingSchema.parse({ resize, width, height });
      const { data } = await readPixels(nameOf(image), preprocessing);
      const what = `${image.join('×')} ${resize} to ${width}×${height}`;
      expect([...data.subarray(0, 3)], what).toEqual(first);
      expect(crc32(data), what).toBe(expected);
    }
  });
});

test('a crop begins where the library has it: torchvision rounds halves to the even number, transformers down', () => {
  // (surplus) → start, as seen in torchvision 0.29, timm 1.0 and transformers 5.24.
  const starts = { 1: [0, 0], 2: [1, 1], 3: [2, 1], 4: [2, 2], 5: [2, 2], 6: [3, 3], 7: [4, 3], 111: [56, 55] };
  for (const [surplus, [even, down]] of Object.entries(starts)) {
    const image = { width: 8 + Number(surplus), height: 8 };
    const startBy = (rule: string) => {
      const way = parseResize(`shorter-8-bilinear-${rule}`);
      return way && fitImage(way, { image, input: { width: 8, height: 8 } }).window.left;
    };
    expect([startBy('torchvision'), startBy('transformers')], surplus).toEqual([even, down]);
  }
});

test('the longer side is cut to whole pixels, as in torchvision and transformers', () => {
  const way = parseResize('shorter-256-bilinear-torchvision');
  for (const [height, width, tall, wide] of [
    [333, 500, 256, 384],
    [427, 640, 256, 383],
    [480, 641, 256, 341],
    [213, 320, 256, 384],
    [500, 333, 384, 256],
  ] as const) {
    const fitted = way && fitImage(way, { image: { width, height }, input: { width: 224, height: 224 } });
    expect(fitted?.resized).toEqual({ height: tall, width: wide });
  }
});

test('a way of resizing that nobody knows, or whose side is smaller than the crop, is refused', () => {
  for (const resize of [
    'shorter',
    'shorter-0-bilinear-torchvision',
    'crop',
    'stretch-box',
    'shorter-9999-bilinear-keras',
  ]) {
    expect(() => preprocessingSchema.parse({ resize }), resize).toThrow(/expected a way of resizing/);
  }
  expect(() => preprocessingSchema.parse({ resize: 'shorter-200-bilinear-torchvision' })).toThrow(
    /expected a side of 224 at least, as the crop of 224×224 needs, found 200/,
  );
});
