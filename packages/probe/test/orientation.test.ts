import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { type OpenProbeOptions, openProbeDataset } from '../src/index.ts';
import { writePlanes } from './small-dataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-exif-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;

interface Photo {
  /** EXIF's number; 1 = as stored. */
  readonly orientation: number;
  /** Stored, (width, height). */
  readonly stored: readonly [number, number];
  /** What ih and iw say, (height, width). */
  readonly told: readonly [number | string, number | string];
}
const FORMATS = ['jpeg', 'png', 'webp', 'tiff'] as const;

/** A Broden dataset of photos with masks of one size (height, width). */
async function open(
  photos: readonly Photo[],
  mask: readonly [number, number],
  options: Partial<OpenProbeOptions> = {},
) {
  folders += 1;
  const root = join(folder, String(folders));
  mkdirSync(join(root, 'images'), { recursive: true });
  await sharp({ create: { width: mask[1], height: mask[0], channels: 3, background: '#010000' } })
    .png()
    .toFile(join(root, 'images', 'mask.png'));
  const rows: string[] = [];
  for (const [i, { orientation, stored, told }] of photos.entries()) {
    const format = FORMATS[i % FORMATS.length] ?? 'jpeg';
    await sharp({ create: { width: stored[0], height: stored[1], channels: 3, background: 'teal' } })
      .withMetadata({ orientation })
      .toFormat(format)
      .toFile(join(root, 'images', `${i}.${format}`));
    rows.push(`${i}.${format},${told.join(',')},${mask.join(',')},mask.png`);
  }
  writeFileSync(join(root, 'index.csv'), `image,ih,iw,sh,sw,object\n${rows.join('\n')}\n`);
  writeFileSync(join(root, 'label.csv'), 'number,name,category\n1,sky,object\n');
  writeFileSync(join(root, 'category.csv'), 'name\nobject\n');
  return openProbeDataset(root, { format: 'broden', ...options });
}
const uprightOf = ({ samples }: Awaited<ReturnType<typeof open>>) => samples.map(({ upright }) => upright);
const four = (photo: Photo) => [photo, photo, photo, photo];

describe('an image’s orientation tag', () => {
  it.each([5, 6, 7, 8])(
    '%i is followed where ih and iw are of the picture upright, in all formats',
    async (orientation) => {
      const dataset = await open(four({ orientation, stored: [8, 6], told: [8, 6] }), [4, 4]);
      expect(uprightOf(dataset)).toEqual([true, true, true, true]);
      expect(dataset.notes).toEqual([
        '4 images have an EXIF orientation; by the sizes of images and masks they are taken as viewers show them.',
      ]);
    },
  );

  it.each([5, 6, 7, 8])('%i is not where they are of the pixels as stored', async (orientation) => {
    const dataset = await open(four({ orientation, stored: [8, 6], told: [6, 8] }), [4, 4]);
    expect(uprightOf(dataset)).toEqual([false, false, false, false]);
    expect(dataset.notes[0]).toMatch(/they are taken as their pixels are stored\.$/u);
  });

  it('of a TIFF alone is followed where both readings fit, as Pillow does, unless the others say otherwise', async () => {
    const photo = { orientation: 3, stored: [8, 6], told: [6, 8] } as const;
    const open4 = await open(four(photo), [6, 8]);
    expect(uprightOf(open4)).toEqual([false, false, false, true]);
    expect(open4.notes[0]).toMatch(
      /follow that of 0\.jpeg, 1\.png, 2\.webp, taken as their pixels are stored, and of 3\.tiff, taken as viewers show them\./u,
    );
    // One whose size tells, as stored: so are the rest.
    const settled = await open([{ ...photo, orientation: 6 }, photo, photo, photo], [6, 8]);
    expect(uprightOf(settled)).toEqual([false, false, false, false]);
  });

  it('is settled by the mask where the image’s size is told as square, or not at all', async () => {
    for (const told of [
      [9, 9],
      ['', ''],
    ] as const) {
      const photos = [{ orientation: 6, stored: [8, 6], told } as const];
      expect(uprightOf(await open(photos, [8, 6]))).toEqual([true]);
      expect(uprightOf(await open(photos, [3, 4]))).toEqual([false]);
    }
  });

  it('is settled image by image where they differ', async () => {
    const turned = { orientation: 6, stored: [8, 6] } as const;
    const dataset = await open(
      [
        { ...turned, told: [8, 6] },
        { ...turned, told: [6, 8] },
      ],
      [4, 4],
    );
    expect(uprightOf(dataset)).toEqual([true, false]);
    expect(dataset.notes[0]).toMatch(/taken 1 as viewers show them, 1 as their pixels are stored\.$/u);
  });

  it.each([
    [3, [8, 6]],
    [2, [8, 6]],
    [6, [7, 7]],
  ] as const)(
    '%i that no size tells anything of is not followed, which is said, with the flag',
    async (orientation, stored) => {
      const photos = [{ orientation, stored, told: [stored[1], stored[0]] }] as const;
      const dataset = await open(photos, [4, 4]);
      expect(uprightOf(dataset)).toEqual([false]);
      expect(dataset.notes).toEqual([
        "1 image has an EXIF orientation; the sizes don't say whether the masks follow that of 0.jpeg, taken as their pixels are stored. " +
          '--exif apply takes all images as viewers show them, --exif ignore as their pixels are stored.',
      ]);
      const applied = await open(photos, [4, 4], { exif: 'apply' });
      const ignored = await open(photos, [4, 4], { exif: 'ignore' });
      expect([uprightOf(applied), uprightOf(ignored)]).toEqual([[true], [false]]);
      expect([applied.notes, ignored.notes]).toEqual([[], []]);
      expect(ignored.sha256).toBe(dataset.sha256);
      expect(applied.sha256).not.toBe(dataset.sha256);
    },
  );

  it('that no size tells anything of goes with the others, where they are followed', async () => {
    const dataset = await open(
      [
        { orientation: 8, stored: [8, 6], told: [8, 6] },
        { orientation: 3, stored: [8, 6], told: [6, 8] },
      ],
      [4, 4],
    );
    expect(uprightOf(dataset)).toEqual([true, true]);
    expect(dataset.notes[0]).toContain('that of 1.png, taken as viewers show them');
  });

  it('of 1, or none, is nothing to speak of, nor is an image that is none', async () => {
    const dataset = await open([{ orientation: 1, stored: [8, 6], told: [6, 8] }], [4, 4]);
    expect([uprightOf(dataset), dataset.notes]).toEqual([[false], []]);
    const root = join(folder, 'no image');
    mkdirSync(root);
    await writePlanes(root, {
      height: 1,
      width: 2,
      labels: [[[1, 1]]],
      concepts: [{ index: 1, name: 'sky', category: 'object' }],
    });
    writeFileSync(join(root, 'a.jpg'), 'Exif\0 and nothing else');
    writeFileSync(join(root, 'images.csv'), 'path\na.jpg\n');
    const planes = await openProbeDataset(root, { format: 'planes' });
    expect([uprightOf(planes), planes.notes]).toEqual([[false], []]);
    await planes.close();
  });

  it('is settled by the mask in the planes layout', async () => {
    const root = join(folder, 'planes');
    await writePlanes(root, {
      height: 2,
      width: 1,
      labels: [[[1, 1]]],
      concepts: [{ index: 1, name: 'sky', category: 'object' }],
    });
    await sharp({ create: { width: 8, height: 6, channels: 3, background: 'teal' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(join(root, 'a.jpg'));
    writeFileSync(join(root, 'images.csv'), 'path\na.jpg\n');
    const dataset = await openProbeDataset(root, { format: 'planes' });
    expect(uprightOf(dataset)).toEqual([true]);
    await dataset.close();
  });
});
