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
}

/**
 * Writes a dataset's pictures, masks and tables, one image at a time: `concepts.csv`, `images.csv`, `masks.csv`,
 * `images/NUMBER.png` and `masks/NUMBER-PLANE.png`. A mask is 8-bit grey, whose values are concepts' numbers of
 * `concepts.csv`, 0 none: readers make RGB of everything else, in which they are lost. With more than 255 concepts a plane is
 * two files, the number's low and its high byte. Concepts of a whole image stand in `images.csv`.
 * @throws DatasetError naming the file that can't be read; the system's error; the signal's reason
 */
export async function writeDatasetFiles(
  folder: string,
  dataset: ProbeDataset,
  signal: AbortSignal,
): Promise<DatasetFiles> {
  await TextFile.write(join(folder, 'concepts.csv'), async (file) => {
    await file.add(csvLine(['id', 'index', 'name', 'category']));
    for (const [at, { index, name, category }] of dataset.concepts.entries()) {
      await file.add(csvLine([at + 1, index, plainLine(name), plainLine(category)]));
    }
  });
  const endings = new Set<string>();
  let hasMasks = false;
  await mkdir(join(folder, 'images'));
  await mkdir(join(folder, 'masks'));
  await TextFile.write(join(folder, 'masks.csv'), async (masks) => {
    await masks.add(csvLine(['mask', 'image', 'plane', 'byte']));
    await TextFile.write(join(folder, 'images.csv'), async (images) => {
      await images.add(csvLine(['image', 'file', 'key', 'class', 'split', 'whole']));
      for (const sample of dataset.samples) {
        signal.throwIfAborted();
        const ending = await writePicture(join(folder, 'images'), sample);
        if (ending !== null) endings.add(ending);
        const { planes, whole } = await dataset.readLabels(sample.index);
        const names = [plainLine(sample.key), plainLine(sample.className ?? ''), plainLine(sample.split ?? '')];
        const file = ending === null ? '' : `${stem(sample)}.${ending}`;
        await images.add(csvLine([stem(sample), file, ...names, whole.map((position) => position + 1).join(' ')]));
        for (const [plane, labels] of planes.entries()) {
          for (const { name, byte } of await writeMask(join(folder, 'masks'), { dataset, sample, plane, labels })) {
            await masks.add(csvLine([name, stem(sample), plane, byte]));
            hasMasks = true;
          }
        }
      }
    });
  });
  return { endings, hasMasks };
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

/** `000017`: what images and masks are told apart by. */
function stem({ index }: Pick<ProbeSample, 'index'>): string {
  return String(index).padStart(6, '0');
}
