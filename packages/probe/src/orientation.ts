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
/** For people. */
const AS = { apply: 'as viewers show them', ignore: 'as their pixels are stored' } as const;

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
 * readings fit, it goes as with the pictures that were decided, if they agree, else as Pillow reads them: TIFF as viewers show
 * it, all others as the pixels are stored.
 */
export async function settleOrientations(
  pictures: readonly Picture[],
  { maskShape, exif, signal }: OrientationOptions,
): Promise<Orientations> {
  const turned: Turned[] = [];
  for (const [index, { key, path, told }] of pictures.entries()) {
    signal?.throwIfAborted();
    const stored = path === null ? null : await readTurned(path);
    if (stored === null) continue;
    turned.push({ index, key, isTiff: stored.isTiff, reading: exif ?? readingOf(stored, [told, maskShape]) });
  }
  const [first, ...others] = new Set(turned.flatMap(({ reading }) => reading ?? []));
  const agreed = others.length === 0 ? first : undefined;
  const choiceOf = ({ isTiff, reading }: Turned): ExifChoice => reading ?? agreed ?? (isTiff ? 'apply' : 'ignore');
  const followed = new Set(turned.filter((one) => choiceOf(one) === 'apply').map(({ index }) => index));
  return {
    upright: pictures.map((_, index) => followed.has(index)),
    note: turned.length === 0 || exif !== null ? null : noteOf(turned, { choiceOf, followed: followed.size }),
  };
}

interface Turned {
  readonly index: number;
  readonly key: string;
  readonly isTiff: boolean;
  /** Null where both fit. */
  readonly reading: ExifChoice | null;
}

interface Stored extends MaskShape {
  readonly orientation: number;
  readonly isTiff: boolean;
}

/** The stored size of a picture whose tag turns or mirrors it; null for others, and for what can't be read, which is reported when it is decoded. */
async function readTurned(path: string): Promise<Stored | null> {
  try {
    if (!(await mayHaveTag(path))) return null;
    const { metadata } = await lookAt(path, { pixelsMax: PICTURE_PIXELS_MAX });
    const { orientation = 1, width, height, format } = metadata;
    return orientation > 1 ? { orientation, width, height, isTiff: format === 'tiff' } : null;
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

interface NoteFacts {
  readonly choiceOf: (turned: Turned) => ExifChoice;
  /** Pictures whose tag is followed. */
  readonly followed: number;
}

function noteOf(turned: readonly Turned[], { choiceOf, followed }: NoteFacts): string {
  const have =
    turned.length === 1 ? '1 image has an EXIF orientation' : `${turned.length} images have an EXIF orientation`;
  const stored = turned.length - followed;
  const open = turned.filter(({ reading }) => reading === null);
  if (open.length === 0) {
    const all = [
      ...(followed > 0 ? [`${followed} ${AS.apply}`] : []),
      ...(stored > 0 ? [`${stored} ${AS.ignore}`] : []),
    ];
    return `${have}; by the sizes of images and masks they are taken ${all.join(', ').replace(/^\d+ (?=[^,]*$)/u, '')}.`;
  }
  const choices = (['ignore', 'apply'] as const).filter((choice) => open.some((one) => choiceOf(one) === choice));
  const taken = choices.map((choice) => {
    const keys = open.filter((one) => choiceOf(one) === choice).map(({ key }) => key);
    const more = keys.length > NAMED_MAX ? ` and ${keys.length - NAMED_MAX} more` : '';
    return `${keys.slice(0, NAMED_MAX).join(', ')}${more}, taken ${AS[choice]}`;
  });
  const [main] = choices;
  const other = main === 'apply' ? 'ignore' : 'apply';
  return (
    `${have}; the sizes don't say whether the masks follow that of ${taken.join(', and of ')}. ` +
    `--exif ${other} takes all images ${AS[other]}, --exif ${main} ${AS[main as ExifChoice]}.`
  );
}
