import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatasetError } from '@strata/domain';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openProbeDataset, type ProbeDataset } from '../src/index.ts';
import { cocoDocument, HEIGHT, PATCHES, put, putGrey, putJson, putPicture, WIDTH, WRITERS } from './layout-writers.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(folder, String(folders));
}

/** The rows of a concept in an image's own frame. */
async function rowsOf(dataset: ProbeDataset, name: string, sample = 0): Promise<string[]> {
  const label = dataset.concepts.findIndex((concept) => concept.name === name) + 1;
  const { height, width, planes = [] } = (await dataset.readFrame?.(sample)) ?? { height: 0, width: 0 };
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (planes.some((plane) => plane[y * width + x] === label) ? '1' : '0')).join(
      '',
    ),
  );
}

function count(rows: readonly string[]): number {
  return rows.join('').replaceAll('0', '').length;
}

describe('COCO', () => {
  /** One 6×4 image whose leaf is what is given. */
  const open = async (segmentation: unknown, size: { width?: number; height?: number } = {}) => {
    const root = newFolder();
    await putPicture(join(root, 'images', 'a.png'), size);
    await putPicture(join(root, 'images', 'b.png'), size);
    const document = cocoDocument();
    const [first] = document.annotations;
    putJson(join(root, 'instances.json'), {
      ...document,
      images: document.images.map((image) => ({ ...image, ...size })),
      annotations: [{ ...first, segmentation, iscrowd: 1 }],
    });
    return openProbeDataset(root, { format: 'coco-instances' });
  };
  const leaf = async (...parts: Parameters<typeof open>) => rowsOf(await open(...parts), 'leaf');

  it('draws left and top edges in, right and bottom edges out: a square of 8 has 64 pixels', async () => {
    const size = { width: 20, height: 20 };
    expect(count(await leaf([[4, 4, 12, 4, 12, 12, 4, 12]], size))).toBe(64);
    // Half pixels move it, and it stays one of 64.
    expect(count(await leaf([[4.5, 4.5, 12.5, 4.5, 12.5, 12.5, 4.5, 12.5]], size))).toBe(64);
  });

  it('takes parity inside one polygon and the union of several', async () => {
    // Twice around the same 2×2 square: inside an even number of times.
    expect(count(await leaf([[1, 1, 3, 1, 3, 3, 1, 3, 1, 1, 3, 1, 3, 3, 1, 3]]))).toBe(0);
    // One polygon within another is no hole.
    expect(
      count(
        await leaf([
          [0, 0, 6, 0, 6, 4, 0, 4],
          [1, 1, 3, 1, 3, 3, 1, 3],
        ]),
      ),
    ).toBe(24);
  });

  it('decodes run lengths column by column, plain and compressed alike', async () => {
    // 5 outside, then 2 inside: rows 1 and 2 of the second column.
    const rows = ['000000', '010000', '010000', '000000'];
    expect(await leaf({ size: [4, 6], counts: [5, 2, 17] })).toEqual(rows);
    // 5 is "5", 2 is "2", 17 is 17 in five bits with its sign in the next: "a" (0x31 & 0x1f | 0x20), "0".
    expect(await leaf({ size: [4, 6], counts: '52a0' })).toEqual(rows);
  });

  it.each([
    [
      'lengths that add up to something else',
      { size: [4, 6], counts: [5, 2, 18] },
      /annotation 11: run lengths add up to 25, the image has 24/u,
    ],
    ['too few lengths', { size: [4, 6], counts: [5, 2] }, /annotation 11: run lengths add up to 7, the image has 24/u],
    ['lengths below 0', { size: [4, 6], counts: [26, -2] }, /annotation 11: expected run lengths from 0 on, found -2/u],
    [
      'a size the other way round',
      { size: [6, 4], counts: [24] },
      /annotation 11: segmentation size is 4x6 .* the image is 6x4/u,
    ],
    ['a string that is cut off', { size: [4, 6], counts: '52a' }, /annotation 11: expected compressed run lengths/u],
    [
      'an odd count of numbers',
      [[0, 0, 2, 0, 2, 2, 0]],
      /annotation 11: a polygon needs an even count of at least six numbers.* 7\./u,
    ],
    ['two corners', [[0, 0, 2, 0]], /annotation 11: a polygon needs/u],
    ['no numbers', [['a', 0, 2, 0, 2, 2]], /annotation 11: expected a polygon as a list of numbers/u],
    [
      'a polygon that would be walked for minutes',
      [[0, 0, 1e9, 0, 1e9, 1e9]],
      /annotation 11: expected a polygon near the image/u,
    ],
  ])('refuses %s, naming file and annotation', async (_, segmentation, message) => {
    const opening = leaf(segmentation);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(/instances\.json/u);
    await expect(opening).rejects.toThrow(DatasetError);
  });

  it('leaves out what has a box only, and says so', async () => {
    const dataset = await open([]);
    expect(dataset.notes).toContain(
      '1 annotations have a box and no mask: they are left out; --boxes takes them as weaker concepts.',
    );
    expect(count(await rowsOf(dataset, 'leaf'))).toBe(0);
  });

  const openChanged = async (change: (document: ReturnType<typeof cocoDocument>) => object) => {
    const root = newFolder();
    await WRITERS['coco-instances']?.(root, PATCHES);
    await putPicture(join(root, '..', 'outside.png'));
    putJson(join(root, 'instances.json'), change(cocoDocument()));
    return openProbeDataset(root, { format: 'coco-instances' });
  };
  const images = (change: object) => (document: ReturnType<typeof cocoDocument>) => ({
    ...document,
    images: document.images.map((image, at) => (at === 1 ? { ...image, ...change } : image)),
  });
  const annotation = (change: object) => (document: ReturnType<typeof cocoDocument>) => ({
    ...document,
    annotations: document.annotations.map((one, at) => (at === 1 ? { ...one, ...change } : one)),
  });

  it.each([
    [
      'a category that is not listed',
      annotation({ category_id: 99 }),
      /instances\.json, annotation 12: category_id 99 is not in categories/u,
    ],
    [
      'an image that is not listed',
      annotation({ image_id: 99 }),
      /instances\.json, annotation 12: image_id 99 is not in images/u,
    ],
    [
      'two images of one id',
      images({ id: 1 }),
      /instances\.json, image 1: two images have the id 1 \(a\.png, b\.png\)/u,
    ],
    [
      'two images of one picture',
      images({ file_name: 'a.png' }),
      /instances\.json, image 2: another image .* same picture/u,
    ],
    [
      'a path that leaves the folder',
      images({ file_name: '../../outside.png' }),
      /instances\.json, image 2: the path leaves the data set/u,
    ],
    ['an absolute path', images({ file_name: '/etc/hostname' }), /image 2: the path leaves the data set/u],
    [
      'a picture that is missing',
      images({ file_name: 'c.png' }),
      /instances\.json, image 2: the picture "c\.png" does not exist \(looked for images\/c\.png/u,
    ],
    ['no width', images({ width: null }), /instances\.json, image 2: width: /u],
    [
      'another size than the file has',
      images({ width: 3 }),
      /images\/b\.png, image 2: the file is 6x4, the annotations are for 3x4/u,
    ],
  ])('refuses %s, naming file and item', async (_, change, message) => {
    const opening = openChanged(change);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(DatasetError);
  });

  it('refuses a picture that is a link out of the folder', async () => {
    const root = newFolder();
    await WRITERS['coco-instances']?.(root, PATCHES);
    await putPicture(join(folder, 'secret.png'));
    rmSync(join(root, 'images', 'b.png'));
    symlinkSync(join(folder, 'secret.png'), join(root, 'images', 'b.png'));
    await expect(openProbeDataset(root, { format: 'auto' })).rejects.toThrow(/a link that leads out of it/u);
  });

  it('follows an EXIF orientation where the sizes say that masks are for the upright picture', async () => {
    const root = newFolder();
    await WRITERS['coco-instances']?.(root, PATCHES);
    const raw = { create: { width: HEIGHT, height: WIDTH, channels: 3 as const, background: 'grey' } };
    put(join(root, 'images', 'a.png'), await sharp(raw).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    const dataset = await openProbeDataset(root, { format: 'auto' });
    expect(dataset.samples.map(({ upright }) => upright)).toEqual([true, false]);
    expect(await dataset.readFrame?.(0)).toMatchObject({ width: WIDTH, height: HEIGHT });
  });
});

describe('masks of several sizes', () => {
  it('are resampled to one grid by the nearest pixel, which a note says', async () => {
    const root = newFolder();
    await WRITERS['index-png-csv']?.(root, PATCHES);
    await putPicture(join(root, 'images', 'b.png'), { width: 2, height: 2 });
    await putGrey(join(root, 'masks', 'b.png'), [1, 2, 0, 1], { width: 2 });
    const dataset = await openProbeDataset(root, { format: 'auto' });
    expect(dataset.maskShape).toEqual({ height: 224, width: 224 });
    expect(dataset.notes.join(' ')).toMatch(/several sizes: all are resampled to 224×224 by the nearest pixel/u);
    const { planes } = await dataset.readLabels(1);
    const quarter = (112 * 112) as number;
    const counts = [0, 1, 2].map((label) => planes[0]?.filter((one) => one === label).length);
    expect(counts).toEqual([quarter, 2 * quarter, quarter]);
    // Above the picture's middle, and below it.
    expect([planes[0]?.[111 * 224], planes[0]?.[112 * 224]]).toEqual([1, 0]);
  });

  it('keep a single mask that is large in its proportion', async () => {
    const root = newFolder();
    await putPicture(join(root, 'images', 'a.png'), { width: 896, height: 450 });
    await putGrey(join(root, 'masks', 'a.png'), new Array<number>(896 * 450).fill(1), { width: 896 });
    put(join(root, 'classes.csv'), 'index,name\n1,wall\n');
    expect((await openProbeDataset(root, { format: 'auto' })).maskShape).toEqual({ height: 225, width: 448 });
  });
});

describe('numbers of masks', () => {
  const openIndex = async (
    mask: (path: string) => Promise<void>,
    list = 'index,name\n0,background\n1,leaf\n2,stone\n9,void\n',
  ) => {
    const root = newFolder();
    await putPicture(join(root, 'images', 'a.png'));
    await mask(join(root, 'masks', 'a.png'));
    put(join(root, 'classes.csv'), list);
    return openProbeDataset(root, { format: 'auto' });
  };
  const values = Array.from({ length: WIDTH * HEIGHT }, (_, at) => (at < 3 ? 1 : at < 8 ? 2 : 0));

  it.each([1, 2, 4, 8] as const)('are the places in a palette of %i bits, whatever its colours', async (bits) => {
    const some = values.map((value) => Math.min(value, 2 ** bits - 1));
    const dataset = await openIndex(async (path) => put(path, await palettePng(some, bits)));
    expect(count(await rowsOf(dataset, 'leaf'))).toBe(some.filter((value) => value === 1).length);
    expect(count(await rowsOf(dataset, 'stone'))).toBe(some.filter((value) => value === 2).length);
  });

  it('may be above 255 in grey of 16 bits', async () => {
    const dataset = await openIndex(async (path) => {
      const deep = Uint16Array.from(values, (value) => (value === 2 ? 300 : value));
      const raw = { width: WIDTH, height: HEIGHT, channels: 1 as const };
      put(path, await sharp(deep, { raw }).toColourspace('grey16').png().toBuffer());
    }, 'index,name\n1,leaf\n300,stone\n');
    expect(count(await rowsOf(dataset, 'stone'))).toBe(5);
  });

  it('that are named void count as none', async () => {
    const dataset = await openIndex((path) =>
      putGrey(
        path,
        values.map((value) => (value === 2 ? 9 : value)),
      ),
    );
    expect((await dataset.readLabels(0)).voidPixels).toBe(5);
    expect([...((await dataset.readFrame?.(0))?.voids ?? [])]).toEqual([['void', 5]]);
  });

  it('that nothing names are refused with their count, and --void takes them', async () => {
    const mask = (path: string) =>
      putGrey(
        path,
        values.map((value) => (value === 2 ? 7 : value)),
      );
    const dataset = await openIndex(mask);
    await expect(dataset.readLabels(0)).rejects.toThrow(
      /masks\/a\.png, value 7: 5 pixels have a value that classes\.csv does not name/u,
    );
    const again = await openProbeDataset(dataset.root, { format: 'auto', voidLabels: [7] });
    expect((await again.readLabels(0)).voidPixels).toBe(5);
  });

  it.each([
    [
      'of another size',
      (path: string) => putGrey(path, [1, 2, 0, 0], { width: 2 }),
      /masks\/a\.png, a: the mask is 2x2, the picture 6x4/u,
    ],
    ['that is no PNG', async (path: string) => put(path, 'GIF89a'), /masks\/a\.png, a: expected a PNG/u],
    ['in colours', (path: string) => putPicture(path), /masks\/a\.png, a: expected a PNG of numbers/u],
  ])('refuses a mask %s, naming it', async (_, mask, message) => {
    await expect(openIndex(mask).then(({ readLabels }) => readLabels(0))).rejects.toThrow(message);
  });
});

/** A PNG with a palette of as many bits, whose colours say nothing: sharp has no way to set the places. */
async function palettePng(values: readonly number[], bits: 1 | 2 | 4 | 8): Promise<Buffer> {
  const { crc32, deflateSync } = await import('node:zlib');
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([bits, 3, 0, 0, 0], 8);
  const rowBytes = Math.ceil((WIDTH * bits) / 8);
  const rows = Buffer.alloc(HEIGHT * (rowBytes + 1));
  for (const [at, value] of values.entries()) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const place = y * (rowBytes + 1) + 1 + Math.floor((x * bits) / 8);
    rows[place] = (rows[place] as number) | (value << (8 - bits - ((x * bits) % 8)));
  }
  const palette = Buffer.alloc(3 * Math.min(2 ** bits, 16), 200);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
