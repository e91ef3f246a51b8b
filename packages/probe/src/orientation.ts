import { open } from 'node:fs/promises';
import { lookAt } from './picture-file.ts';
import type { ExifChoice, MaskShape } from './probe-dataset.ts';

/** Orientation tags stand near a file's start; what comes later is pixels. */
const HEAD_BYTES = 256 * 1024;
/** EXIF blocks of JPEG, PNG and WebP; a TIFF has its tags in itself. */
const MARKS = ['Exif\0', 'eXIf', 'II*\0', 'MM\0*'].map((mark) => Buffer.from(mark, 'latin1'));
const WEBP_EXTENDED = Buffer.from('VP8X');
const NAMED_MAX = 3;
/** More are refused when the picture is decoded. */
const PICTURE_PIXELS_MAX = 200_000_000;
/** From this tag on, height and width change places. */
const QUARTER_TURNS_FROM = 5;

export interface Picture {
  /** For people. */
  readonly key: string;
  /** Null: the sample has no image. */
  readonly path: string | null;
  /** The size that the dataset tells of it; null where it doesn't. */
  readonly told: MaskShape | null;
}

export interface Orientations {
  /** (picture) whether its orientation tag is followed. */
  readonly upright: readonly boolean[];
  /** What was decided, for people; null where no picture has a tag that turns it. */
  readonly note: string | null;
}

export interface OrientationOptions {
  readonly maskShape: MaskShape;
  /** Of all pictures; null = what the sizes say. */
  readonly exif: ExifChoice | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decides whether the orientation tags of pictures are followed: whether masks lie on the picture as viewers show it, or
 * as its pixels are stored. What the dataset tells of a picture's size decides, else which way the mask is longer. Where both
 * readings fit, it goes as with the pictures that were decided, if they agree, else as the pixels are stored: so Pillow reads them.
 */
export async function settleOrientations(
  pictures: readonly Picture[],
  { maskShape, exif, signal }: OrientationOptions,
): Promise<Orientations> {
  const turned: { index: number; key: string; reading: ExifChoice | null }[] = [];
  for (const [index, { key, path, told }] of pictures.entries()) {
    signal?.throwIfAborted();
    const stored = path === null ? null : await readTurned(path);
    if (stored) turned.push({ index, key, reading: exif ?? readingOf(stored, [told, maskShape]) });
  }
  const settled = new Set(turned.flatMap(({ reading }) => reading ?? []));
  const taken = settled.size === 1 && settled.has('apply') ? 'apply' : 'ignore';
  const followed = new Set(turned.filter(({ reading }) => (reading ?? taken) === 'apply').map(({ index }) => index));
  return {
    upright: pictures.map((_, index) => followed.has(index)),
    note: turned.length === 0 || exif !== null ? null : noteOf(turned, { taken, followed: followed.size }),
  };
}

interface Stored extends MaskShape {
  readonly orientation: number;
}

/** The stored size of a picture whose tag turns or mirrors it; null for others, and for what can't be read, which is reported when it is decoded. */
async function readTurned(path: string): Promise<Stored | null> {
  try {
    if (!(await mayHaveTag(path))) return null;
    const { orientation = 1, width, height } = (await lookAt(path, { pixelsMax: PICTURE_PIXELS_MAX })).metadata;
    return orientation > 1 ? { orientation, width, height } : null;
  } catch {
    return null;
  }
}

/** Reading the start of a file costs little of what decoding its header does. */
async function mayHaveTag(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, (await file.stat()).size));
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const bytes = head.subarray(0, bytesRead);
    return MARKS.some((mark) => bytes.includes(mark)) || bytes.subarray(12, 16).equals(WEBP_EXTENDED);
  } finally {
    await file.close();
  }
}

/** Which reading fits the first size that tells them apart; null where both fit. */
function readingOf({ orientation, ...stored }: Stored, sizes: readonly (MaskShape | null)[]): ExifChoice | null {
  // Half turns and mirrors keep the size.
  if (orientation < QUARTER_TURNS_FROM) return null;
  for (const size of sizes) {
    const [its, told] = [Math.sign(stored.width - stored.height), size ? Math.sign(size.width - size.height) : 0];
    if (its !== 0 && told !== 0) return its === told ? 'ignore' : 'apply';
  }
  return null;
}

function noteOf(
  turned: readonly { key: string; reading: ExifChoice | null }[],
  { taken, followed }: { taken: ExifChoice; followed: number },
): string {
  const open = turned.filter(({ reading }) => reading === null).map(({ key }) => key);
  const named = `${open.slice(0, NAMED_MAX).join(', ')}${open.length > NAMED_MAX ? ` and ${open.length - NAMED_MAX} more` : ''}`;
  const have =
    turned.length === 1 ? '1 image has an EXIF orientation' : `${turned.length} images have an EXIF orientation`;
  const as = { apply: 'as viewers show them', ignore: 'as their pixels are stored' } as const;
  const stored = turned.length - followed;
  if (open.length === 0) {
    const all = [
      ...(followed > 0 ? [`${followed} ${as.apply}`] : []),
      ...(stored > 0 ? [`${stored} ${as.ignore}`] : []),
    ];
    return `${have}; by the sizes of images and masks they are taken ${all.join(', ').replace(/^\d+ (?=[^,]*$)/u, '')}.`;
  }
  const other = taken === 'apply' ? 'ignore' : 'apply';
  return (
    `${have}; the sizes don't say whether the masks follow that of ${named}, taken ${as[taken]}. ` +
    `--exif ${other} takes all images ${as[other]}, --exif ${taken} ${as[taken]}.`
  );
}
