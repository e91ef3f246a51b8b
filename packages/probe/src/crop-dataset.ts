import {
  DatasetError,
  type Fitted,
  fitImage,
  parseResize,
  type ResizeWay,
  type Size,
  StrataError,
  seenBox,
  seenMaskSize,
  seenPlaces,
  seesWhole,
} from '@strata/domain';
import { hashJson } from '@strata/files';
import { lookAt } from './picture-file.ts';
import type { ProbeDataset, ProbeSample, SampleLabels, SeenCrop } from './probe-dataset.ts';

/** More are refused when the picture is decoded. */
const PICTURE_PIXELS_MAX = 200_000_000;
/** From this tag on, height and width change places. */
const QUARTER_TURNS_FROM = 5;

export interface CropOptions {
  readonly crop: SeenCrop;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A dataset of what a model sees of each image: its masks are cut as the images are, each pixel being that of the whole mask
 * which lies nearest, so that whole maps go on lying over whole masks. Another dataset than the whole one, unless all images are seen whole.
 * @throws DatasetError when a sample has no image, or one whose size can't be read; StrataError BAD_CONFIG when an image
 * is too small for the crop; the signal's reason
 */
export async function cropDataset(dataset: ProbeDataset, { crop, signal }: CropOptions): Promise<ProbeDataset> {
  try {
    return await cropped(dataset, { crop, signal });
  } catch (error) {
    await dataset.close();
    throw error;
  }
}

async function cropped(dataset: ProbeDataset, { crop, signal }: CropOptions): Promise<ProbeDataset> {
  const way = parseResize(crop.resize);
  if (way === null) throw new StrataError('BAD_CONFIG', `Expected a way of resizing images, found "${crop.resize}".`);
  if (way.kind === 'stretch') return dataset;
  const fits: Fitted[] = [];
  for (const sample of dataset.samples) {
    signal?.throwIfAborted();
    fits.push(await fitSample(sample, { way, crop, root: dataset.root }));
  }
  if (fits.every(seesWhole)) return dataset;
  const seen = seenMaskSize(way, { mask: dataset.maskShape, input: crop });
  const parts = fits.map(({ image, box, resized, window }) => [image, box, resized, window]);
  const share = fits.reduce((sum, fit) => sum + shareOf(fit), 0) / fits.length;
  return {
    ...dataset,
    sha256: hashJson([dataset.sha256, 'cropped', crop.resize, seen, parts]),
    maskShape: seen,
    samples: dataset.samples.map((sample, i) => ({ ...sample, seen: seenBox(fits[i] as Fitted) })),
    reading: { ...dataset.reading, crop },
    notes: [
      ...dataset.notes,
      `masks are cropped as the network's images are (${crop.resize} to ${crop.width}×${crop.height}): it sees ${(100 * share).toFixed(1)} % of them.`,
    ],
    readLabels: async (index) =>
      cropLabels(await dataset.readLabels(index), { fitted: fits[index] as Fitted, mask: dataset.maskShape, seen }),
    // Frames are of whole images.
    readFrame: undefined,
  };
}

async function fitSample(
  { key, imagePath, upright = false }: ProbeSample,
  { way, crop, root }: { readonly way: ResizeWay; readonly crop: SeenCrop; readonly root: string },
): Promise<Fitted> {
  if (imagePath === null) {
    throw new DatasetError(
      `${root}, ${key}: expected an image, whose size tells what of its mask the network sees, found none. Give a dataset with images, or leave out the crop (--crop none).`,
    );
  }
  const image = await sizeOf(imagePath, upright);
  try {
    return fitImage(way, { image, input: crop });
  } catch (cause) {
    if (!(cause instanceof StrataError)) throw cause;
    throw new StrataError(cause.code, `${imagePath}: ${cause.message}`, { cause, context: { file: imagePath } });
  }
}

async function sizeOf(path: string, upright: boolean): Promise<Size> {
  try {
    const { metadata } = await lookAt(path, { pixelsMax: PICTURE_PIXELS_MAX });
    const { width, height, orientation = 1 } = metadata;
    const isTurned = upright && orientation >= QUARTER_TURNS_FROM;
    return isTurned ? { width: height, height: width } : { width, height };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetError(`${path}: expected an image, can't read its size (${why}). Replace the file.`, {
      cause,
      context: { file: path },
    });
  }
}

function cropLabels(
  { planes, whole, voidPixels }: SampleLabels,
  { fitted, mask, seen }: { readonly fitted: Fitted; readonly mask: Size; readonly seen: Size },
): SampleLabels {
  const { columns, rows } = seenPlaces(fitted, { mask, seen });
  return {
    planes: planes.map((plane) => {
      const part = new Uint16Array(seen.width * seen.height);
      let at = 0;
      for (const row of rows) {
        for (const column of columns) {
          part[at] = plane[row * mask.width + column] as number;
          at += 1;
        }
      }
      return part;
    }),
    whole,
    // Of the whole mask it is only known how many there are: as many of the part as of all.
    voidPixels: Math.round((voidPixels * seen.width * seen.height) / (mask.width * mask.height)),
  };
}

function shareOf({ image, box, resized, window }: Fitted): number {
  const ofBox = (window.width * window.height) / (resized.width * resized.height);
  return (ofBox * box.width * box.height) / (image.width * image.height);
}
