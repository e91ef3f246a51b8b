import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { DatasetError } from '@strata/domain';
import { hashFile } from '@strata/files';
import { conceptList } from '../concept-list.ts';
import { readCsv } from '../csv-file.ts';
import { settleGroups } from '../groups/settle-groups.ts';
import { hashReading, type ReadingParts } from '../hash-reading.ts';
import { insideFolder, isThere } from '../inside.ts';
import { labelMap, toPositions } from '../label-map.ts';
import { nameListed } from '../naming/name-concepts.ts';
import { settleOrientations } from '../orientation.ts';
import type { OpeningOptions, ProbeDataset, ProbeSample } from '../probe-dataset.ts';
import { openLabelArray } from './label-array.ts';

/** A sample, its group as images.csv has it. */
type PlanesSample = Omit<ProbeSample, 'group'> & { readonly group: string | undefined };

/**
 * Opens the `planes` layout: `labels.npy` uint16 (sample, plane, height, width) with 0 = no label, `concepts.csv`
 * (index, name, category), optionally `images.csv` (path, class, split, group; one row a sample) beside the images it names.
 * @throws ShapeError or DatasetError naming the file and what was expected.
 */
export async function openPlanes(root: string, { signal, ...reading }: OpeningOptions): Promise<ProbeDataset> {
  const labelsPath = join(root, 'labels.npy');
  const conceptsPath = join(root, 'concepts.csv');
  const conceptRows = await readCsv(conceptsPath, ['index', 'name', 'category']);
  const { concepts, voidLabels } = conceptList(conceptRows, {
    file: conceptsPath,
    indexColumn: 'index',
    voidLabels: reading.voidLabels,
  });
  const named = nameListed(concepts, conceptRows, conceptsPath);
  const array = await openLabelArray(labelsPath, { concepts: concepts.map(({ index }) => index), signal });
  try {
    const [sampleCount, , height, width] = array.shape;
    const maskShape = { height, width };
    const rows = await readSamples(root, sampleCount);
    const imagesPath = join(root, 'images.csv');
    if (reading.groupBy !== null) requireNames(rows, imagesPath);
    const { groups, notes } = settleGroups(rows, { file: imagesPath, groupBy: reading.groupBy });
    const samples = rows.map((row, index) => ({ ...row, group: groups[index] ?? null }));
    const pictures = samples.map(({ key, imagePath: path }) => ({ key, path, told: null }));
    const { upright, note } = await settleOrientations(pictures, { maskShape, exif: reading.exif, signal });
    const labels = labelMap(concepts, voidLabels);
    const files = [conceptsPath, labelsPath, imagesPath];
    return {
      name: basename(root),
      format: 'planes',
      root,
      sha256: await hashContent(files, samples, { voidLabels, upright, groups, signal }),
      maskShape,
      concepts: named,
      samples: samples.map((sample, index) => ({ ...sample, upright: upright[index] === true })),
      reading,
      voidLabels,
      notes: [...(note === null ? [] : [note]), ...notes],
      readLabels: async (sample) => {
        const planes = await array.readPlanes(sample);
        const voidPixels = toPositions(planes, labels, (label, plane) =>
          unknownLabel(label, { labelsPath, where: `sample ${sample}, plane ${plane}` }),
        );
        return { planes, whole: [], voidPixels };
      },
      close: () => array.close(),
    };
  } catch (error) {
    await array.close();
    throw error;
  }
}

function unknownLabel(label: number, { labelsPath, where }: { labelsPath: string; where: string }): DatasetError {
  return new DatasetError(
    `${labelsPath}, ${where}: label ${label} is not in concepts.csv. If it marks pixels without a label, say so with --void ${label}, or with a row "${label},void,void" in the file; else add the concept.`,
    { context: { file: labelsPath, label } },
  );
}

function requireNames(samples: readonly PlanesSample[], imagesPath: string): void {
  if (samples.some(({ imagePath }) => imagePath !== null)) return;
  throw new DatasetError(
    `${imagesPath}: expected names of images for --group-by to read groups from, but there is no such file. Add it with the columns path and, instead of the flag, group; or leave the flag out.`,
    { context: { file: imagesPath } },
  );
}

async function readSamples(root: string, sampleCount: number): Promise<PlanesSample[]> {
  const path = join(root, 'images.csv');
  if (!isThere(path)) {
    return Array.from({ length: sampleCount }, (_, index) => ({
      index,
      key: `sample ${index}`,
      imagePath: null,
      className: null,
      split: null,
      group: undefined,
    }));
  }
  const rows = await readCsv(path, ['path']);
  if (rows.length !== sampleCount) {
    throw new DatasetError(
      `${path}: expected ${sampleCount} rows, one for each sample of labels.npy; found ${rows.length}.`,
    );
  }
  return rows.map(({ line, cells }, index) => {
    const where = `${path}, line ${line}`;
    const imagePath = insideFolder(cells.path ?? '', { folder: root, where });
    return {
      index,
      key: cells.path as string,
      imagePath,
      className: cells.class || null,
      split: cells.split || null,
      group: cells.group,
    };
  });
}

async function hashContent(
  files: readonly string[],
  samples: readonly ProbeSample[],
  { signal, ...reading }: ReadingParts & Pick<OpeningOptions, 'signal'>,
): Promise<string> {
  const hash = createHash('sha256').update('planes\n');
  for (const path of [...files.filter(isThere), ...samples.flatMap(({ imagePath }) => imagePath ?? [])]) {
    hash.update(`${basename(path)} ${await hashFile(path, { signal })}\n`);
  }
  hashReading(hash, reading);
  return hash.digest('hex');
}
