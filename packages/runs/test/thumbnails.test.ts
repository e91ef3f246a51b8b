import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { makeThumbnail } from '../src/explain/thumbnails.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-thumbnails-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a thumbnail', () => {
  it('stands as the image was read, with the size that it has so', async () => {
    const path = join(folder, 'turned.png');
    // Red above blue, 6 wide and 8 high, stored a quarter turn to the left.
    const stored = Buffer.from(Array.from({ length: 48 }, (_, i) => (i % 8 < 4 ? [255, 0, 0] : [0, 0, 255])).flat());
    await sharp(stored, { raw: { width: 8, height: 6, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .png()
      .toFile(path);
    const upright = await makeThumbnail({ path, upright: true });
    expect([upright.imageWidth, upright.imageHeight]).toEqual([6, 8]);
    const asStored = await makeThumbnail({ path, upright: false });
    expect([asStored.imageWidth, asStored.imageHeight]).toEqual([8, 6]);
    const { data, info } = await sharp(upright.webp).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([6, 8]);
    // Tag 6 turns it to the right: what was left is above.
    const [red = 0, , blue = 0] = data;
    expect(red).toBeGreaterThan(blue);
    expect(data[data.length - info.channels]).toBeLessThan(data[data.length - info.channels + 2] as number);
  });
});
