import { copyFile, mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { plainLine } from '@strata/domain';
import type { ProbeDataset, ProbeSample } from '@strata/probe';
import sharp from 'sharp';
import { TextFile } from '../files/text-file.ts';
import { csvLine } from '../text/csv-line.ts';

/** Values that a mask of 8 bits has, without 0, which is none. */
const VALUES_MAX = 255;
/** As Croissant's readers open them: others are written anew as PNG. */
const KEPT: Readonly<Record<string, string>> = { '.jpg': 'jpg', '.jpeg': 'jpg', '.png': 'png' };

/** What was written beside the metadata. */
export interface DatasetFiles {
  /** Endings of the pictures' files; none where the dataset has no pictures. */
  readonly endings: ReadonlySet<string>;
  readonly hasMasks: boolean;
  /** In the dataset's order. */
  readonly images: readonly ImageRow[];
}

/** What is said of an image. */
export interface ImageRow {
  readonly image: string;
  /** Its picture; empty: it has none. */
  readonly file: string;
  readonly key: string;
  readonly class: string;
  readonly split: string;
  /** Numbers of the concepts that cover all of it. */
  readonly whole: string;
}

/**
 * Writes a dataset's pictures and masks, one image at a time: `images/NAME.png`, `masks/NAME-PLANE.png`, and `masks.csv`,
 * which says of which image each mask is. A mask is 8-bit grey, whose values are concepts' places in their list from 1, 0
 * none: readers make RGB of everything else, in which they are lost. With more than 255 concepts a plane is two files, the
 * number's low and its high byte.
 * @throws DatasetError naming the file that can't be read; the system's error; the signal's reason
 */
export async function writeDatasetFiles(
  folder: string,
  dataset: ProbeDataset,
  signal: AbortSignal,
): Promise<DatasetFiles> {
  const endings = new Set<string>();
  const images: ImageRow[] = [];
  let hasMasks = false;
  await mkdir(join(folder, 'images'));
  await mkdir(join(folder, 'masks'));
  await TextFile.write(join(folder, 'masks.csv'), async (masks) => {
    await masks.add(csvLine(['mask', 'image', 'plane', 'byte']));
    for (const sample of dataset.samples) {
      signal.throwIfAborted();
      const ending = await writePicture(join(folder, 'images'), sample);
      if (ending !== null) endings.add(ending);
      const { planes, whole } = await dataset.readLabels(sample.index);
      images.push(imageRow(sample, { ending, whole }));
      for (const [plane, labels] of planes.entries()) {
        for (const { name, byte } of await writeMask(join(folder, 'masks'), { dataset, sample, plane, labels })) {
          await masks.add(csvLine([name, stem(sample), plane, byte]));
          hasMasks = true;
        }
      }
    }
  });
  return { endings, hasMasks, images };
}

function imageRow(
  sample: ProbeSample,
  { ending, whole }: { readonly ending: string | null; readonly whole: readonly number[] },
): ImageRow {
  return {
    image: stem(sample),
    file: ending === null ? '' : `${stem(sample)}.${ending}`,
    key: plainLine(sample.key),
    class: plainLine(sample.className ?? ''),
    split: plainLine(sample.split ?? ''),
    whole: whole.map((position) => position + 1).join(' '),
  };
}

/** Its ending; null without a picture. */
async function writePicture(folder: string, sample: ProbeSample): Promise<string | null> {
  const { imagePath, upright = false } = sample;
  if (imagePath === null) return null;
  const ending = upright ? undefined : KEPT[extname(imagePath).toLowerCase()];
  const place = join(folder, `${stem(sample)}.${ending ?? 'png'}`);
  if (ending !== undefined) await copyFile(imagePath, place);
  else {
    const picture = upright ? sharp(imagePath).autoOrient() : sharp(imagePath);
    await picture.png().toFile(place);
  }
  return ending ?? 'png';
}

interface Plane {
  readonly dataset: ProbeDataset;
  readonly sample: ProbeSample;
  readonly plane: number;
  readonly labels: Uint16Array;
}

async function writeMask(
  folder: string,
  { dataset, sample, plane, labels }: Plane,
): Promise<{ readonly name: string; readonly byte: 'low' | 'high' }[]> {
  const { height, width } = dataset.maskShape;
  const bytes = dataset.concepts.length <= VALUES_MAX ? (['low'] as const) : (['low', 'high'] as const);
  const written: { name: string; byte: 'low' | 'high' }[] = [];
  for (const byte of bytes) {
    const name = `${stem(sample)}-${plane}${bytes.length > 1 ? `-${byte}` : ''}.png`;
    const values = Uint8Array.from(labels, (label) => (byte === 'low' ? label % 256 : Math.floor(label / 256)));
    const grey = sharp(values, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
    await grey.png({ palette: false }).toFile(join(folder, name));
    written.push({ name, byte });
  }
  return written;
}

/** `im000017`: what images and masks are told apart by. In a table of digits alone readers would see a number. */
function stem({ index }: Pick<ProbeSample, 'index'>): string {
  return `im${String(index).padStart(6, '0')}`;
}
