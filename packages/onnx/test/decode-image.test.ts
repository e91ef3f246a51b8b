import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeImage } from '../src/index.ts';

interface Decoded {
  readonly width: number;
  readonly height: number;
  /** Base64 of (height, width, 3). */
  readonly rgb: string;
}
/** Written by write-decoded.py, which says with which Pillow. */
const { images }: { images: readonly (Decoded & { name: string; file: string; upright: Decoded })[] } = JSON.parse(
  readFileSync(new URL('decoded.json', import.meta.url), 'utf8'),
);
const folder = mkdtempSync(join(tmpdir(), 'strata-decode-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string): string => images.find((image) => image.name === name)?.file ?? '';
const pixelsOf = ({ width, height, rgb }: Decoded) => ({ width, height, data: [...Buffer.from(rgb, 'base64')] });

describe('a decoded image', () => {
  test.each(images)('$name has Pillow’s pixels, as stored and upright', async ({ name, file, upright, ...stored }) => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.from(file, 'base64'));
    const decode = async (source: Parameters<typeof decodeImage>[0]) => {
      const { data, ...size } = await decodeImage(source);
      return { ...size, data: [...data] };
    };
    expect(await decode(path)).toEqual(pixelsOf(stored));
    expect(await decode({ path, upright: true })).toEqual(pixelsOf(upright));
  });

  test('is of many kinds, turned in all eight ways', () => {
    expect(images.length).toBeGreaterThan(30);
    const turned = images.filter(({ upright, ...stored }) => upright.rgb !== stored.rgb).map(({ name }) => name);
    // Orientation 1 is as stored.
    expect(turned).toEqual([
      ...[2, 3, 4, 5, 6, 7, 8].map((orientation) => `turned-${orientation}.jpg`),
      ...['turned-6.png', 'turned-8.webp'],
    ]);
  });
});

/** Half of it is transparent. */
function transparentGif(): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: 64 * 4 }, (_, i) => (i % 4 === 3 && i < 128 ? 0 : 200)));
  return sharp(pixels, { raw: { width: 8, height: 8, channels: 4 } })
    .gif()
    .toBuffer();
}

/** Two by two pixels, uncompressed, of three bytes that are no red, green and blue. Source: TIFF 6.0, sections 2 and 21. */
function ycbcrTiff(order: 'II' | 'MM'): Buffer {
  const [SHORT, LONG] = [3, 4];
  const pixelsAt = 8 + 2 + 10 * 12 + 4;
  const short = (value: number): number[] => (order === 'II' ? [value & 255, value >> 8] : [value >> 8, value & 255]);
  const long = (value: number): number[] => (order === 'II' ? [value, 0, 0, 0] : [0, 0, 0, value]);
  const entry = (tag: number, type: number, value: number): number[] => [
    ...[...short(tag), ...short(type), ...long(1)],
    ...(type === SHORT ? [...short(value), 0, 0] : long(value)),
  ];
  const directory = [
    ...[entry(256, SHORT, 2), entry(257, SHORT, 2), entry(258, SHORT, 8), entry(259, SHORT, 1), entry(262, SHORT, 6)],
    ...[entry(273, LONG, pixelsAt), entry(277, SHORT, 3), entry(278, SHORT, 2), entry(279, LONG, 12)],
    entry(284, SHORT, 1),
  ];
  const head = [...Buffer.from(order), ...short(42), ...long(8), ...short(directory.length), ...directory.flat()];
  return Buffer.from([...head, ...long(0), ...Array.from({ length: 12 }, (_, i) => i * 20)]);
}

describe('what can’t be decoded to Pillow’s pixels', () => {
  const square = sharp({ create: { width: 16, height: 16, channels: 3, background: 'teal' } });
  test.each([
    ['a text', async () => Buffer.from('<html>404</html>')],
    ['nothing', async () => Buffer.alloc(0)],
    ['half a PNG', async () => (await square.clone().png({ compressionLevel: 0 }).toBuffer()).subarray(0, 400)],
    ['a JPEG that is cut off', async () => Buffer.from(fileOf('plain.jpg'), 'base64').subarray(0, -24)],
    ['AVIF', () => square.clone().avif().toBuffer()],
    ['a GIF whose transparent pixels lost their colours', () => transparentGif()],
    ['a TIFF of YCbCr that is no JPEG', async () => ycbcrTiff('II')],
    ['one of the other byte order', async () => ycbcrTiff('MM')],
    ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ])('%s is refused in one line that names the file', async (_, write) => {
    const path = join(folder, 'bad.png');
    writeFileSync(path, await write());
    const failed = decodeImage(path).catch((error: unknown) => error);
    expect(await failed).toBeInstanceOf(ModelLoadError);
    const { message } = (await failed) as Error;
    expect(message).toMatch(
      /bad\.png: expected an image, can.t decode it .*Replace the file by a JPEG, PNG, WebP, GIF or TIFF\.$/u,
    );
    expect(message).not.toContain('\n');
  });

  test('a drawing is refused before a decoder sees it, whatever it is called, and so is what begins as another format', async () => {
    const path = join(folder, 'drawing.png');
    writeFileSync(path, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(decodeImage(path)).rejects.toThrow(/its first bytes are of no format that is read/);
    writeFileSync(path, 'GIF89a<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(decodeImage(path)).rejects.toThrow(ModelLoadError);
  });

  test('a pipe is not waited for, nor a device read', async () => {
    const pipe = join(folder, 'pipe.png');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero', folder]) await expect(decodeImage(path)).rejects.toThrow(/it is no file/);
  });
});
