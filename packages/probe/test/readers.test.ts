import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
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
    ['big-endian', npyBytes('>u2', [1, 1, 1, 2], new Uint8Array(4)), /expected uint16 .* found type >u2/],
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
      /index\.csv, line 3: .*1\.jpg does not exist/,
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
});
