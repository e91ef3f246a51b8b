import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { colourName } from '../src/computed/colour-plane.ts';
import type { PicturePixels } from '../src/computed/shrink-picture.ts';
import { type OpenProbeOptions, openProbeDataset, type ProbeDataset } from '../src/index.ts';
import { writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-computed-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(folder, String(folders));
}

type Rgb = readonly [number, number, number];
const RED: Rgb = [220, 20, 20];
const BLUE: Rgb = [30, 60, 200];
const WHITE: Rgb = [250, 250, 250];
const BLACK: Rgb = [10, 10, 10];

/** Writes a picture whose pixels are what `colour` says. */
async function putPhoto(
  path: string,
  { size, colour }: { size: readonly [number, number]; colour: (x: number, y: number) => Rgb },
) {
  const [width, height] = size;
  mkdirSync(dirname(path), { recursive: true });
  const pixels = Array.from({ length: width * height }, (_, at) => colour(at % width, Math.floor(at / width)));
  await sharp(Buffer.from(pixels.flat()), { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
}

async function decode({ path }: { readonly path: string }): Promise<PicturePixels> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const opened: ProbeDataset[] = [];
afterAll(async () => {
  for (const dataset of opened) await dataset.close();
});
async function open(root: string, options: Partial<OpenProbeOptions> = {}): Promise<ProbeDataset> {
  const dataset = await openProbeDataset(root, { format: 'auto', decode, ...options });
  opened.push(dataset);
  return dataset;
}

/** Pixels of each concept that a sample has pixels of. */
async function counts({ concepts, maskShape, readLabels }: ProbeDataset, sample = 0): Promise<Record<string, number>> {
  const { planes, whole } = await readLabels(sample);
  const found = concepts.map(({ name }, at) => {
    const isThere = (pixel: number) => planes.some((plane) => plane[pixel] === at + 1);
    const pixels = Array.from({ length: maskShape.height * maskShape.width }, (_, pixel) => isThere(pixel));
    return [name, whole.includes(at) ? pixels.length : pixels.filter(Boolean).length] as const;
  });
  return Object.fromEntries(found.filter(([, pixels]) => pixels > 0));
}

describe('names of colours', () => {
  it.each([
    ['black', [10, 10, 10]],
    ['white', [250, 248, 252]],
    ['grey', [128, 128, 128]],
    ['red', [220, 20, 20]],
    ['orange', [255, 165, 0]],
    ['yellow', [250, 230, 20]],
    ['green', [30, 140, 40]],
    ['blue', [30, 60, 200]],
    ['purple', [128, 0, 128]],
    ['pink', [255, 192, 203]],
    ['brown', [139, 69, 19]],
  ] as const)('call %s what people call so', (name, [r, g, b]) => {
    expect(colourName(r, g, b)).toBe(name);
  });

  it('has none for greys', () => {
    for (let grey = 0; grey < 256; grey += 1)
      expect(['black', 'grey', 'white']).toContain(colourName(grey, grey, grey));
  });
});

describe('photographs alone', () => {
  it('have colours and positions, counted by hand', async () => {
    const root = newFolder();
    // 6×3: the left two columns are red, the others blue.
    await putPhoto(join(root, 'a.png'), { size: [6, 3], colour: (x) => (x < 2 ? RED : BLUE) });
    const dataset = await open(root, { computed: ['colors', 'positions'] });
    expect(dataset.format).toBe('photos');
    // Thirds: one row of 6 each above and below, two columns of 3 each left and right, 1×2 in the middle.
    expect(await counts(dataset)).toEqual({
      'red-c': 6,
      'blue-c': 12,
      top: 6,
      bottom: 6,
      left: 6,
      right: 6,
      center: 2,
    });
    const [first] = dataset.concepts;
    expect(first).toMatchObject({ name: 'black-c', category: 'color', grounding: 'COMPUTED', names: { ja: '黒' } });
  });

  it('have textures: where grey runs smoothly, has an edge, stripes, or runs all ways', async () => {
    const root = newFolder();
    const size = [20, 20] as const;
    const paint = (name: string, colour: (x: number, y: number) => Rgb) => putPhoto(join(root, name), { size, colour });
    const either = (white: boolean) => (white ? WHITE : BLACK);
    await paint('a-smooth.png', () => RED);
    await paint('b-edge.png', (x) => either(x < 10));
    await paint('c-striped.png', (_, y) => either(y % 4 < 2));
    await paint('d-busy.png', (x, y) => either((Math.floor(x / 2) + Math.floor(y / 2)) % 2 === 0));
    await paint('e-rising.png', (x, y) => either(x + y < 20));
    const dataset = await open(root, { computed: ['textures'] });
    const all = await Promise.all(dataset.samples.map(({ index }) => counts(dataset, index)));
    expect(all[0]).toEqual({ smooth: 400 });
    // Slopes stand in columns 9 and 10: within reach of columns 5 to 14 only.
    expect(all[1]).toEqual({ smooth: 200, edge: 200, 'vertical lines': 200 });
    expect(all[2]).toEqual({ striped: 400, 'horizontal lines': 400 });
    expect(all[3]?.busy).toBeGreaterThan(300);
    expect(all[4]?.['rising lines']).toBe(all[4]?.edge);
    expect(all[4]?.edge).toBeGreaterThan(100);
  });

  it('are of the classes that their folders are named by, which cover whole images', async () => {
    const root = newFolder();
    for (const name of ['cat', 'dog'])
      await putPhoto(join(root, name, 'same-name.png'), { size: [2, 2], colour: () => RED });
    const dataset = await open(root, { classes: true });
    expect(await counts(dataset, 1)).toEqual({ dog: 4 });
    expect(dataset.concepts).toMatchObject([
      { name: 'cat', category: 'class', grounding: 'WHOLE_IMAGES' },
      { name: 'dog', grounding: 'WHOLE_IMAGES' },
    ]);
  });

  it('say what to do where nothing is asked of them', async () => {
    const root = newFolder();
    await putPhoto(join(root, 'a.png'), { size: [2, 2], colour: () => RED });
    await expect(open(root)).rejects.toThrow(/Add --computed .*--classes/u);
    await expect(open(root, { classes: true })).rejects.toThrow(/expected classes of images for --classes/u);
    await expect(open(root, { computed: ['sizes'] })).rejects.toThrow(
      /expected objects or parts for --computed sizes/u,
    );
  });

  it('have another hash with other kinds of concepts, and the same in another place', async () => {
    const write = async () => {
      const root = newFolder();
      await putPhoto(join(root, 'a.png'), { size: [2, 2], colour: () => RED });
      return root;
    };
    const hash = async (computed: OpenProbeOptions['computed']) => (await open(await write(), { computed })).sha256;
    expect(await hash(['colors'])).toBe(await hash(['colors']));
    expect(await hash(['colors'])).not.toBe(await hash(['positions']));
    expect(await hash(['positions', 'colors'])).toBe(await hash(['colors', 'positions']));
  });
});

describe('beside a dataset’s own concepts', () => {
  it('sizes of objects are those of areas that hang together', async () => {
    const root = newFolder();
    // 10×10: a row of 10 (10 %: large), a lone pixel (1 %: medium); both of one concept, and a street that is no object.
    const labels = Array.from({ length: 100 }, (_, at) => (at < 10 || at === 55 ? 1 : at > 89 ? 2 : 0));
    await writePlanes(root, {
      height: 10,
      width: 10,
      labels: [[labels]],
      concepts: [
        { index: 1, name: 'car', category: 'object' },
        { index: 2, name: 'street', category: 'scene' },
      ],
    });
    const dataset = await open(root, { computed: ['sizes'] });
    expect(await counts(dataset)).toEqual({ car: 11, street: 10, 'medium object': 1, 'large object': 10 });
    expect(dataset.concepts.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5]);
    await expect(open(root, { computed: ['colors'] })).rejects.toThrow(/expected images for --computed colors/u);
  });

  it('computed ones give way where the dataset has the name', async () => {
    const root = newFolder();
    const concepts = [{ index: 7, name: 'top', category: 'object' }];
    await writePlanes(root, { height: 3, width: 3, labels: [[[7, 0, 0, 0, 0, 0, 0, 0, 0]]], concepts });
    const dataset = await open(root, { computed: ['positions'] });
    expect(dataset.concepts.map(({ name }) => name).slice(0, 2)).toEqual(['top', 'top (computed)']);
    expect(await counts(dataset)).toMatchObject({ top: 1, 'top (computed)': 3 });
    expect(dataset.notes.join(' ')).toMatch(/concepts of its own called top/u);
  });
});
