import { DatasetError } from '@strata/domain';
import { lookAt } from '../picture-file.ts';
import type { ExifChoice, MaskShape } from '../probe-dataset.ts';
import type { Layout, LayoutImage } from './layout.ts';

/** More are refused when the picture is decoded. */
const PICTURE_PIXELS_MAX = 200_000_000;
/** From this orientation on, height and width change places. */
const QUARTER_TURNS_FROM = 5;

export interface SettledFrames {
  /** (image) the size of its masks. */
  readonly frames: readonly MaskShape[];
  /** (image) whether its orientation tag is followed. */
  readonly upright: readonly boolean[];
  readonly notes: readonly string[];
}

export interface SettleOptions {
  /** Of all images; null = what the sizes say. */
  readonly exif: ExifChoice | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Holds the size of every picture against the one that its annotations are for, and settles by it whether its orientation
 * tag (EXIF) is followed. Where both fit, it goes as the tool shows pictures.
 * @throws DatasetError naming picture or mask, and item, when no turn explains the size, or a picture can't be read
 */
export async function settleFrames(layout: Layout, { exif, signal }: SettleOptions): Promise<SettledFrames> {
  const frames: MaskShape[] = [];
  const upright: boolean[] = [];
  let turned = 0;
  for (const image of layout.images) {
    signal?.throwIfAborted();
    const picture = await sizesOf(image);
    const fits = (size: MaskShape) => image.told === null || isSame(size, image.told);
    const [applied, ignored] = [fits(picture.shown), fits(picture.stored)];
    const choice = exif ?? (applied && ignored ? (layout.upright ? 'apply' : 'ignore') : applied ? 'apply' : 'ignore');
    if (choice === 'apply' ? !applied : !ignored) throw otherSize(image, picture.stored);
    const follows = choice === 'apply' && picture.isTurned;
    if (picture.isTurned) turned += 1;
    upright.push(follows);
    frames.push(follows ? picture.shown : picture.stored);
  }
  const followed = upright.filter(Boolean).length;
  const notes =
    turned === 0
      ? []
      : [
          `${turned} images have an EXIF orientation; ${followed} of them are taken as viewers show them, the others as their pixels are stored.`,
        ];
  return { frames, upright, notes };
}

interface PictureSizes {
  readonly stored: MaskShape;
  readonly shown: MaskShape;
  readonly isTurned: boolean;
}

async function sizesOf({ path, item }: LayoutImage): Promise<PictureSizes> {
  try {
    const { metadata } = await lookAt(path, { pixelsMax: PICTURE_PIXELS_MAX });
    const { width, height, orientation = 1 } = metadata;
    const stored = { width, height };
    return {
      stored,
      shown: orientation >= QUARTER_TURNS_FROM ? { width: height, height: width } : stored,
      isTurned: orientation > 1,
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetError(`${path}, ${item}: expected a picture, but ${why}.`, { cause, context: { file: path } });
  }
}

function isSame(a: MaskShape, b: MaskShape): boolean {
  return a.height === b.height && a.width === b.width;
}

function otherSize({ path, item, told, maskFile }: LayoutImage, stored: MaskShape): DatasetError {
  const size = `${told?.width}x${told?.height}`;
  const file = `${stored.width}x${stored.height}`;
  return maskFile === null
    ? new DatasetError(
        `${path}, ${item}: the file is ${file}, the annotations are for ${size}, and no turn explains it. Put the picture there that was annotated.`,
        { context: { file: path } },
      )
    : new DatasetError(
        `${maskFile}, ${item}: the mask is ${size}, the picture ${file} (${path}). Put the mask there that belongs to it.`,
        { context: { file: maskFile } },
      );
}
