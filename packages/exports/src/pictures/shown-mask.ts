import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw) as (packed: Uint8Array) => Promise<Uint8Array>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A mask of 0 and 1, row by row. */
export interface PixelMask extends Size {
  readonly pixels: Uint8Array;
}

/** A range's mask on an image as it is stored: packed bits, row by row, the first pixel in the highest bit, raw deflate. */
export interface PackedMask extends Size {
  readonly bitmap: Uint8Array;
}

/** The mask laid over a picture, each pixel of which takes the value of the mask's pixel that its centre lies in. */
export async function maskOver({ bitmap, width, height }: PackedMask, picture: Size): Promise<PixelMask> {
  const bits = await inflate(bitmap);
  const pixels = new Uint8Array(picture.width * picture.height);
  for (let y = 0; y < picture.height; y += 1) {
    const row = Math.floor(((y + 0.5) * height) / picture.height);
    for (let x = 0; x < picture.width; x += 1) {
      const at = row * width + Math.floor(((x + 0.5) * width) / picture.width);
      pixels[y * picture.width + x] = ((bits[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
    }
  }
  return { ...picture, pixels };
}

/** Where the mask lies, in shares of the picture's sides; null where it is empty. */
export function boxOf({
  width,
  height,
  pixels,
}: PixelMask): { x: number; y: number; width: number; height: number } | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < pixels.length; at += 1) {
    if (pixels[at] === 0) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  if (right < 0) return null;
  const size = { width: (right + 1 - left) / width, height: (bottom + 1 - top) / height };
  return { x: left / width, y: top / height, ...size };
}
