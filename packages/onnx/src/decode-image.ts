import { ModelLoadError } from '@strata/domain';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { type PictureHead, readPictureHead } from './picture-head.ts';
import type { Pixels } from './resize.ts';

/** What an image may have at the most; a small file can claim to hold far more. */
const PIXELS_MAX = 200_000_000;
/** An image's file. Its orientation tag is followed where `upright` says so; a path alone is read as it is stored. */
export type ImageSource = string | { readonly path: string; readonly upright: boolean };

/**
 * Decodes an image to the pixels of Pillow's `Image.open(path).convert("RGB")`: colour profiles and gamma are not
 * applied, transparency is dropped, CMYK is turned by plain arithmetic, grey of 16 bits is cut at 255, colours of 16 bits
 * keep their upper eight. Networks were trained on these. Where it is to be upright, the pixels are those of
 * `ImageOps.exif_transpose`.
 * @throws ModelLoadError when the image can't be decoded, or is of a format whose pixels would be others.
 */
export async function decodeImage(source: ImageSource): Promise<Pixels> {
  const { path, upright } = typeof source === 'string' ? { path: source, upright: false } : source;
  try {
    const head = await readPictureHead(path);
    const image = sharp(path, { failOn: 'truncated', limitInputPixels: PIXELS_MAX, ignoreIcc: true });
    const metadata = await image.metadata();
    if (metadata.format !== head.format) throw new Error(`it begins as ${head.format}, and is ${metadata.format}`);
    await requireColours(image, { head, metadata });
    return await toRgb(upright ? image.autoOrient() : image, { ...metadata, isGrey: head.isGrey });
  } catch (cause) {
    // The decoder's own words may take several lines.
    const why = (cause instanceof Error ? cause.message : String(cause)).trim().replaceAll(/\s*\n\s*/gu, '; ');
    throw new ModelLoadError(
      `${path}: expected an image, can't decode it (${why}). Replace the file by a JPEG, PNG, WebP, GIF or TIFF.`,
      { cause, context: { file: path } },
    );
  }
}

/** Refuses what the decoder gives other colours than Pillow without a word. */
async function requireColours(
  image: Sharp,
  { head, metadata }: { readonly head: PictureHead; readonly metadata: Metadata },
): Promise<void> {
  const lost = 'write it anew: Image.open(…).convert("RGB").save("….png")';
  if (head.isRawYcbcr) throw new Error(`it is a TIFF of YCbCr without JPEG, whose colours would be others; ${lost}`);
  if (head.format !== 'gif' || !metadata.hasAlpha) return;
  // What lies under a transparent pixel of a GIF is black for the decoder, and the palette's colour for Pillow.
  const { isOpaque } = await image.clone().stats();
  if (!isOpaque) throw new Error(`it is a GIF with transparent pixels, whose colours are lost; ${lost}`);
}

type Described = Pick<Metadata, 'space' | 'channels'> & Pick<PictureHead, 'isGrey'>;

async function toRgb(image: Sharp, { space, channels, isGrey }: Described): Promise<Pixels> {
  if (space === 'cmyk') return fromCmyk(image);
  if (space === 'grey16' && (channels === 1 || isGrey)) return fromDeepGrey(image);
  const { data, info } = await image
    .removeAlpha()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { data, width: info.width, height: info.height };
  throw new Error(`it has ${info.channels} channels, not 3`);
}

/**
 * Cyan, magenta, yellow and black as Pillow mixes them, without profiles. The decoder gives them the right way round: JPEGs
 * of Adobe's programs hold them inverted. Source: Pillow, src/libImaging/Convert.c, cmyk2rgb.
 */
async function fromCmyk(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const from = pixel * channels;
    const light = 255 - (data[from + 3] as number);
    for (let ink = 0; ink < 3; ink += 1) {
      rgb[pixel * 3 + ink] = light - multiplied(data[from + ink] as number, light);
    }
  }
  return { data: rgb, width, height };
}

/** a·b / 255, rounded, in Pillow's whole-number arithmetic (MULDIV255). */
function multiplied(a: number, b: number): number {
  const product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

/** Pillow cuts grey of 16 bits at 255, instead of scaling it. */
async function fromDeepGrey(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .pipelineColourspace('grey16')
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const values = new Uint16Array(data.buffer, data.byteOffset, width * height * info.channels);
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) =>
    Math.min(255, values[Math.floor(at / 3) * info.channels] as number),
  );
  return { data: rgb, width, height };
}
