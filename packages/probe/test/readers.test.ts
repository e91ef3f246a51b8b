import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatasetError, StrataError } from '@strata/domain';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { buildCellIndex, openCellMaps, openProbeDataset, type ProbeFormat } from '../src/index.ts';
import { npyBytes, type SmallWorld, writeBroden, writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-probe-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(folder, String(folders));
}

const SKY = 3;
const WATER = 700;
const BLUE = 12;
/**
 * Two samples of 2×3 pixels, two overlapping planes. Sets of pixels, in order of appearance:
 * sample 0: sky+blue, sky+blue, sky, none, water, water; sample 1: water+blue, water, none, none, none, sky.
 */
const world: SmallWorld = {
  height: 2,
  width: 3,
  concepts: [
    { index: WATER, name: 'water', category: 'object' },
    { index: SKY, name: 'sky', category: 'object' },
    { index: BLUE, name: 'blue-c', category: 'color' },
  ],
  labels: [
    [
      [SKY, SKY, SKY, 0, WATER, WATER],
      [BLUE, BLUE, 0, 0, 0, 0],
    ],
    [
      [WATER, WATER, 0, 0, 0, SKY],
      [BLUE, 0, 0, 0, 0, 0],
    ],
  ],
};
const writers = { planes: writePlanes, broden: writeBroden };

describe.each(['planes', 'broden'] as const)('a probe dataset in the %s layout', (format) => {
  const write = async (changed: Partial<SmallWorld> = {}): Promise<string> => {
    const root = newFolder();
    await writers[format](root, { ...world, ...changed });
    return root;
  };
  const build = async (root: string, cacheDir = newFolder()) => {
    const dataset = await openProbeDataset(root, { format });
    return { dataset, index: await buildCellIndex(dataset, { cacheDir }) };
  };

  it('lists concepts by their own numbers, whatever the order in the file', async () => {
    const dataset = await openProbeDataset(await write(), { format });
    expect(dataset.concepts.map(({ index, name }) => [index, name])).toEqual([
      [SKY, 'sky'],
      [BLUE, 'blue-c'],
      [WATER, 'water'],
    ]);
    expect(dataset.maskShape).toEqual({ height: 2, width: 3 });
    expect(dataset.samples).toHaveLength(2);
  });

  it('becomes cells: every distinct concept set once, the empty one first, with its pixels', async () => {
    const { index } = await build(await write());
    const sets = Array.from(index.areas, (_, cell) => [
      ...index.conceptPositions.subarray(index.conceptOffsets[cell], index.conceptOffsets[cell + 1]),
    ]);
    // Positions: sky 0, blue-c 1, water 2. Empty 1+3, sky+blue 2, sky 1+1, water 2+1, blue+water 1.
    expect(sets).toEqual([[], [0, 1], [0], [2], [1, 2]]);
    expect([...index.areas]).toEqual([4, 2, 2, 3, 1]);
    const maps = openCellMaps(index);
    expect([...maps.read(0, 2)]).toEqual([1, 1, 2, 0, 3, 3, 4, 3, 0, 0, 0, 2]);
    expect([...maps.read(1, 1)]).toEqual([4, 3, 0, 0, 0, 2]);
    maps.close();
  });

  it('is read back from the cache, and built again when the cache is damaged', async () => {
    const root = await write();
    const cacheDir = newFolder();
    const first = await build(root, cacheDir);
    const again = await build(root, cacheDir);
    expect(again.index).toEqual(first.index);
    truncateSync(first.index.mapsPath, 5);
    const rebuilt = await build(root, cacheDir);
    const maps = openCellMaps(rebuilt.index);
    expect(maps.read(0, 2)).toHaveLength(12);
    maps.close();
  });

  it('has another hash when a label changes', async () => {
    const changed = structuredClone(world.labels) as number[][][];
    (changed[1]?.[0] as number[])[2] = SKY;
    const a = await openProbeDataset(await write(), { format });
    const b = await openProbeDataset(await write({ labels: changed }), { format });
    expect(a.sha256).not.toBe(b.sha256);
  });

  it('refuses a label that no concept has, naming the label', async () => {
    const root = await write({ concepts: world.concepts.filter(({ index }) => index !== WATER) });
    await expect(build(root)).rejects.toThrow(/label 700 is not in/);
  });

  it('refuses two concepts of one name', async () => {
    const concepts = world.concepts.map((concept) => ({ ...concept, name: 'same' }));
    await expect(openProbeDataset(await write({ concepts }), { format })).rejects.toThrow(
      /line 3: "same" is already the name of line 2/,
    );
  });

  it('says which file it expected in a folder of another kind', async () => {
    await expect(openProbeDataset(folder, { format: format as ProbeFormat })).rejects.toThrow(/\.csv: expected/);
  });
});

describe('planes', () => {
  it.each([
    ['of floats', npyBytes('<f4', [1, 1, 1, 1], new Uint8Array(4)), /found type <f4/],
    ['of three dimensions', npyBytes('<u2', [1, 1, 2], new Uint8Array(4)), /found type <u2, shape \(1, 1, 2\)/],
    ['cut off', npyBytes('<u2', [1, 1, 1, 9], new Uint8Array(4)), /expected \d+ bytes .* found \d+/],
    ['something else', Buffer.from('not an array at all'), /expected a NumPy \.npy file/],
  ])('refuses labels.npy that is %s', async (_, bytes, message) => {
    const root = newFolder();
    await writePlanes(root, world);
    writeFileSync(join(root, 'labels.npy'), bytes);
    await expect(openProbeDataset(root, { format: 'planes' })).rejects.toThrow(message);
    await expect(openProbeDataset(root, { format: 'planes' })).rejects.toThrow(StrataError);
  });

  it('refuses an image outside its folder', async () => {
    const root = newFolder();
    await writePlanes(root, world);
    writeFileSync(join(root, 'images.csv'), 'path\n../secret.png\na.png\n');
    await expect(openProbeDataset(root, { format: 'planes' })).rejects.toThrow(/line 2: expected a path inside/);
  });
});

describe('broden', () => {
  it('refuses a mask that is cut off or of another size, naming the file', async () => {
    const root = newFolder();
    await writeBroden(root, world);
    const mask = join(root, 'images', '1_0.png');
    const build = async () =>
      buildCellIndex(await openProbeDataset(root, { format: 'broden' }), { cacheDir: newFolder() });
    await sharp({ create: { width: 5, height: 2, channels: 3, background: 'black' } })
      .png()
      .toFile(mask);
    await expect(build()).rejects.toThrow(/1_0\.png: expected a mask of 3×2 pixels as in index\.csv, found 5×2/);
    truncateSync(mask, 40);
    await expect(build()).rejects.toThrow(/1_0\.png: expected a mask PNG/);
    await expect(build()).rejects.toThrow(DatasetError);
  });

  it('names file and line of a missing image, and of a mask grid that differs', async () => {
    const root = newFolder();
    await writeBroden(root, world);
    rmSync(join(root, 'images', '1.jpg'));
    await expect(openProbeDataset(root, { format: 'broden' })).rejects.toThrow(
      /index\.csv, line 3: .*1\.jpg does not exist\.$/,
    );
    writeFileSync(join(root, 'index.csv'), 'image,sh,sw,object\nday\\0.jpg,2,3,0_0.png\n');
    await expect(openProbeDataset(root, { format: 'broden' })).rejects.toThrow(
      /line 2: .*does not exist\. Write folders with "\/", not with "\\"\.$/,
    );
    writeFileSync(join(root, 'index.csv'), 'image,sh,sw,object\n0.jpg,2,3,0_0.png\n0.jpg,4,3,0_0.png\n');
    await expect(openProbeDataset(root, { format: 'broden' })).rejects.toThrow(
      /line 3: expected masks of 3×2 as in line 2, found 3×4/,
    );
  });

  it('reads whole-image labels', async () => {
    const root = newFolder();
    await writeBroden(root, world);
    writeFileSync(join(root, 'index.csv'), `image,sh,sw,object\n0.jpg,2,3,0_0.png;${BLUE}\n`);
    const dataset = await openProbeDataset(root, { format: 'broden' });
    expect((await dataset.readLabels(0)).whole).toEqual([1]);
    const index = await buildCellIndex(dataset, { cacheDir: newFolder() });
    // Sky+blue 3, blue 1, blue+water 2; no pixel is empty.
    expect([...index.areas]).toEqual([0, 3, 1, 2]);
  });

  const PIXELS = 6;
  const rgb = (labels: readonly number[]) =>
    sharp(Buffer.from(labels.flatMap((label) => [label & 255, label >> 8, 0])), {
      raw: { width: 3, height: 2, channels: 3 },
    });
  const grey = (labels: readonly number[]) =>
    sharp(Buffer.from(labels), { raw: { width: 3, height: 2, channels: 1 } }).toColourspace('b-w');
  const deep = (channels: 1 | 3) =>
    sharp(new Uint16Array(PIXELS * channels).fill(SKY), { raw: { width: 3, height: 2, channels } }).toColourspace(
      channels === 1 ? 'grey16' : 'rgb16',
    );
  const SOME = [SKY, SKY, 0, BLUE, BLUE, 0];

  it.each([
    ['of a palette', () => rgb(SOME).png({ palette: true })],
    ['with alpha', () => rgb(SOME).ensureAlpha(0).png()],
    ['in grey of 8 bits, whose value is red,', () => grey(SOME).png()],
  ])('reads a mask %s as the same labels', async (_, image) => {
    const root = newFolder();
    await writeBroden(root, world);
    await image().toFile(join(root, 'images', '0_0.png'));
    const dataset = await openProbeDataset(root, { format: 'broden' });
    // Positions + 1: sky 1, blue-c 2.
    expect([...((await dataset.readLabels(0)).planes[0] ?? [])]).toEqual([1, 1, 0, 2, 2, 0]);
  });

  it.each([
    ['of 16 bits, grey', () => deep(1).png(), /0_0\.png: expected a PNG of 8 bits per channel, found 16 bits\. Write/],
    ['of 16 bits, in colour', () => deep(3).png(), /0_0\.png: expected a PNG of 8 bits per channel, found 16 bits/],
    ['that is a JPEG', () => rgb(SOME).jpeg(), /0_0\.png: expected a PNG of 8 bits per channel, found the format jpeg/],
  ])('refuses a mask %s, whose numbers would be others', async (_, image, message) => {
    const root = newFolder();
    await writeBroden(root, world);
    await image().toFile(join(root, 'images', '0_0.png'));
    const dataset = await openProbeDataset(root, { format: 'broden' });
    await expect(dataset.readLabels(0)).rejects.toThrow(message);
  });

  /** Opens the world with one of its text files changed. */
  const openChanged = async (file: string, change: (text: string) => string) => {
    const root = newFolder();
    await writeBroden(root, world);
    writeFileSync(join(root, file), change(readFileSync(join(root, file), 'utf8')));
    return openProbeDataset(root, { format: 'broden' });
  };

  it.each([
    [
      'a path that climbs out',
      'index.csv',
      '0_0.png',
      '../label.csv',
      /index\.csv, line 2: expected a path inside .*images/,
    ],
    [
      'an absolute path',
      'index.csv',
      '0_0.png',
      '/etc/hostname',
      /index\.csv, line 2: expected a path inside .*images/,
    ],
    ['label 0', 'label.csv', `${SKY},`, '0,', /label\.csv, line 3: expected number from 1 to 65535, found "0"/],
    ['a number in another notation', 'label.csv', `${SKY},`, '0x3,', /label\.csv, line 3: .* found "0x3"/],
    [
      'whole-image label that is unknown',
      'index.csv',
      '0_0.png',
      '99',
      /index\.csv, line 2: label 99 is not in label\.csv/,
    ],
    ['a row with too few fields', 'index.csv', ',2,3,1_0.png', '', /index\.csv: .* got 4 on line 3/],
    ['an open quote', 'index.csv', '1_0.png', '"1_0.png', /index\.csv: .*opening quote at line 3/],
    ['a missing column', 'index.csv', ',sh,', ',height,', /index\.csv: expected the columns .* missing: sh/],
    ['a column twice', 'index.csv', ',iw,', ',sh,', /index\.csv: .*The column "sh" occurs twice/],
    ['no category', 'category.csv', 'object', '', /category\.csv: expected at least one category, found none/],
    ['no image', 'index.csv', /\n.*/su, '\n', /index\.csv: expected at least one image, found none/],
    ['nothing in a file', 'label.csv', /.*/su, '', /label\.csv: expected at least one concept, found none/],
  ])('refuses %s, naming file and place', async (_, file, from, to, message) => {
    const opening = openChanged(file, (text) => text.replace(from, to));
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(DatasetError);
  });

  it.each(['index.csv', 'label.csv', 'category.csv'])(
    'reads %s with a BOM, Windows line ends and quotes alike',
    async (file) => {
      const plain = await openChanged(file, (text) => text);
      const dressed = await openChanged(
        file,
        (text) => `\uFEFF${text.replace('0.jpg', '"0.jpg" ').replaceAll('\n', '\r\n')}`,
      );
      expect(dressed.sha256).toBe(plain.sha256);
    },
  );
});
