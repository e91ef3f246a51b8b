import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { buildCellIndex, indexNotes, type OpenProbeOptions, openProbeDataset } from '../src/index.ts';
import { npyBytes, type SmallWorld, writeBroden, writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-void-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(folder, String(folders));
}

const concepts = [
  { index: 1, name: 'sky', category: 'object' },
  { index: 2, name: 'road', category: 'object' },
];
/** One sample of 2×2: sky, road and two pixels of 255 in the first plane, of which one is void in the second, too. */
const world: SmallWorld = {
  height: 2,
  width: 2,
  concepts,
  labels: [
    [
      [1, 2, 255, 255],
      [0, 0, 255, 2],
    ],
  ],
};
const writers = { planes: writePlanes, broden: writeBroden };
const lists = { planes: 'concepts.csv', broden: 'label.csv' };

describe.each(['planes', 'broden'] as const)('void labels in the %s layout', (format) => {
  const open = async (options: Partial<OpenProbeOptions> = {}, rows = '') => {
    const root = newFolder();
    await writers[format](root, world);
    const list = join(root, lists[format]);
    writeFileSync(list, readFileSync(list, 'utf8') + rows);
    return openProbeDataset(root, { format, ...options });
  };
  const build = async (...options: Parameters<typeof open>) => {
    const dataset = await open(...options);
    const cacheDir = newFolder();
    const index = await buildCellIndex(dataset, { cacheDir });
    expect(await buildCellIndex(dataset, { cacheDir })).toEqual(index);
    await dataset.close();
    return { dataset, index };
  };

  it.each([
    ['a flag', { voidLabels: [255] }, ''],
    ['a row', {}, '255,void,void\n'],
    ['a row in capitals, beside a flag that says the same', { voidLabels: [255] }, '255,VOID,\n'],
  ])('are none, counted and said, by %s', async (_, options, rows) => {
    const { dataset, index } = await build(options, rows);
    expect(dataset.concepts.map(({ name }) => name)).toEqual(['sky', 'road']);
    // Empty: the pixel that is void in both planes. Sky 1; road 1, and 1 in the second plane.
    expect([...index.areas]).toEqual([1, 1, 2]);
    expect(indexNotes(dataset, index)).toEqual(['2 pixels (50.0 %) are void (255): they carry no label.']);
  });

  it('without them the label is refused, with both ways to say it', async () => {
    await expect(build()).rejects.toThrow(/label 255 is not in .*--void 255, or with a row "255,void,void"/u);
  });

  it('may be a concept’s number, which then is none; a row of 0 changes nothing', async () => {
    const { dataset, index } = await build({ voidLabels: [2, 255] }, '0,void,void\n');
    expect(dataset.concepts.map(({ name }) => name)).toEqual(['sky']);
    expect([...index.areas]).toEqual([3, 1]);
    expect(indexNotes(dataset, index)).toEqual(['3 pixels (75.0 %) are void (2, 255): they carry no label.']);
  });

  it('are part of the dataset’s hash', async () => {
    const hashes = [await open(), await open({ voidLabels: [255] }), await open({ voidLabels: [254, 255] })];
    expect(new Set(hashes.map(({ sha256 }) => sha256)).size).toBe(3);
    for (const dataset of hashes) await dataset.close();
  });

  it('leaves concepts that never occur in the list, and says so', async () => {
    const { dataset, index } = await build({ voidLabels: [255] }, '7,car,object\n8,"bus, tram",object\n');
    expect(indexNotes(dataset, index)[0]).toBe('2 of 4 concepts never occur in the masks: car, bus, tram.');
  });
});

describe('a mask PNG of another kind', () => {
  const labels = [1, 1, 2, 0];
  /** The first mask is the picture's bytes. */
  const readMask = async (bytes: Buffer) => {
    const root = newFolder();
    await writeBroden(root, { ...world, labels: [[labels]] });
    writeFileSync(join(root, 'images', '0_0.png'), bytes);
    const dataset = await openProbeDataset(root, { format: 'broden' });
    return [...((await dataset.readLabels(0)).planes[0] ?? [])];
  };
  const rgb = (pixels: readonly (readonly number[])[]) =>
    sharp(Buffer.from(pixels.flat()), { raw: { width: 2, height: 2, channels: 3 } })
      .png()
      .toBuffer();

  it.each([
    [
      'grey in three channels',
      () => rgb(labels.map((label) => [label, label, label])),
      /grey in three equal channels\. .*convert\('L'\)\.save\('.*0_0\.png'\)/u,
    ],
    [
      'a palette of greys',
      () => palettePng(labels, (i) => [i, i, i]),
      /a palette of greys\. .*np\.array\(Image\.open/u,
    ],
    [
      'PASCAL VOC’s palette',
      () => palettePng(labels, (i) => [(i & 1) * 128, (i >> 1) * 128, 0]),
      /palette of PASCAL VOC, .*np\.array\(Image\.open/u,
    ],
    [
      'another palette',
      () => palettePng(labels, (i) => [i * 70, 0, 9]),
      /label 70 is not in .*has a palette.*np\.array\(Image\.open/u,
    ],
    ['colours for people', () => rgb(labels.map((label) => [label * 60, 0, 200])), /label 60 is not in .*has blue/u],
  ])('%s is refused with the cause and the way out', async (_, write, message) => {
    await expect(readMask(await write())).rejects.toThrow(message);
  });

  it('is read where it holds labels: a palette whose colours are labels, an empty grey picture', async () => {
    // Positions + 1.
    expect(await readMask(await palettePng(labels, (i) => [i, 0, 0]))).toEqual([1, 1, 2, 0]);
    expect(await readMask(await rgb(labels.map(() => [0, 0, 0])))).toEqual([0, 0, 0, 0]);
  });
});

describe('labels.npy of another kind', () => {
  const open = async (
    type: string,
    { shape, values }: { shape: number[]; values: ArrayLike<number> & ArrayBufferView },
  ) => {
    const root = newFolder();
    await writePlanes(root, { ...world, labels: [[[1, 2, 0, 0]]] });
    writeFileSync(join(root, 'labels.npy'), npyBytes(type, shape, new Uint8Array(values.buffer)));
    return openProbeDataset(root, { format: 'planes' });
  };

  it.each([
    ['uint8', '|u1', [1, 1, 2, 2], Uint8Array.of(1, 2, 0, 0), "np.ascontiguousarray(a.astype('<u2'))"],
    ['int64', '<i8', [1, 1, 2, 2], BigInt64Array.of(1n, 2n, 0n, 0n), '--void 65535'],
    ['three axes', '<u2', [1, 2, 2], Uint16Array.of(1, 2, 0, 0), "np.ascontiguousarray(a[:, None].astype('<u2'))"],
    [
      'planes of true and false',
      '|b1',
      [1, 2, 1, 2],
      Uint8Array.of(1, 0, 0, 1),
      "a * np.array([1, 2], '<u2')[:, None, None]",
    ],
    [
      'planes of 0 and 1',
      '<u2',
      [1, 2, 1, 2],
      Uint16Array.of(1, 0, 0, 1),
      "a * np.array([1, 2], '<u2')[:, None, None]",
    ],
    [
      'planes of 0 and 1 behind a background',
      '<u2',
      [1, 3, 1, 2],
      Uint16Array.of(1, 0, 0, 1, 0, 0),
      "np.array([0, 1, 2], '<u2')",
    ],
    [
      'planes of 0 and 1 in different samples',
      '<u2',
      [2, 2, 1, 1],
      Uint16Array.of(1, 0, 0, 1),
      'of 0 and 1, one per concept',
    ],
    [
      '0 and 1 with planes last',
      '<u2',
      [1, 4, 3, 2],
      Uint16Array.from({ length: 24 }, (_, i) => i % 2),
      'a.transpose(0, 3, 1, 2) * np.array([1, 2]',
    ],
  ])('in %s is refused with the line that mends it', async (_, type, shape, values, line) => {
    const opening = open(type, { shape, values: values as never });
    await expect(opening).rejects.toThrow(/labels\.npy: expected/u);
    await expect(opening).rejects.toThrow(line);
  });

  it.each([
    ['in the other byte order', '>u2', [1, 1, 2, 2], Uint16Array.of(256, 512, 0, 0), [1, 2, 0, 0]],
    ['of the first concept alone, other planes empty', '<u2', [1, 2, 1, 2], Uint16Array.of(1, 1, 0, 0), [1, 1]],
    ['of numbers, as many planes as concepts', '<u2', [1, 2, 1, 2], Uint16Array.of(1, 0, 0, 2), [1, 0]],
  ])('is read %s', async (_, type, shape, values, expected) => {
    const dataset = await open(type, { shape, values });
    expect([...((await dataset.readLabels(0)).planes[0] ?? [])]).toEqual(expected);
    await dataset.close();
  });
});

/** A PNG of 2×2 pixels with a palette of 256 colours, as no library of ours writes it. */
function palettePng(indices: readonly number[], colour: (index: number) => readonly number[]): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    checksum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, checksum]);
  };
  const palette = Buffer.from(Array.from({ length: 256 }, (_, i) => colour(i).map((value) => value & 255)).flat());
  const rows = Buffer.from([0, ...indices.slice(0, 2), 0, ...indices.slice(2)]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 3, 0, 0, 0])),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
