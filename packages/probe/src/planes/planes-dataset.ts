import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatasetError, readNpyHeader, ShapeError } from '@strata/domain';
import { conceptList, positionLookup } from '../concept-list.ts';
import { readCsv } from '../csv-file.ts';
import { insideFolder } from '../inside.ts';
import type { ProbeDataset, ProbeSample, SampleLabels } from '../probe-dataset.ts';

/**
 * Opens the `planes` layout: `labels.npy` uint16 (sample, plane, height, width) with 0 = no label, `concepts.csv`
 * (index, name, category), optionally `images.csv` (path, class, split; one row a sample) beside the images it names.
 * @throws ShapeError or DatasetError naming the file and what was expected.
 */
export async function openPlanes(root: string): Promise<ProbeDataset> {
  const labelsPath = join(root, 'labels.npy');
  const conceptsPath = join(root, 'concepts.csv');
  const concepts = conceptList(await readCsv(conceptsPath, ['index', 'name', 'category']), {
    file: conceptsPath,
    indexColumn: 'index',
  });
  const file = await openLabels(labelsPath);
  try {
    const { shape, dataOffset } = await readLabelsHeader(file, labelsPath);
    const [sampleCount, planeCount, height, width] = shape;
    const samples = await readSamples(root, sampleCount);
    const lookup = positionLookup(concepts);
    const planeSize = height * width;
    const readLabels = async (sampleIndex: number): Promise<SampleLabels> => {
      const raw = new Uint8Array(planeCount * planeSize * 2);
      const { bytesRead } = await file.read(raw, 0, raw.length, dataOffset + sampleIndex * raw.length);
      if (bytesRead !== raw.length) throw new DatasetError(`${labelsPath}: ends before sample ${sampleIndex}.`);
      const labels = new Uint16Array(raw.buffer);
      labels.forEach((label, i) => {
        const position = lookup[label] as number;
        if (label !== 0 && position === 0) {
          const place = `sample ${sampleIndex}, plane ${Math.floor(i / planeSize)}`;
          throw new DatasetError(`${labelsPath}, ${place}: label ${label} is not in concepts.csv.`);
        }
        labels[i] = position;
      });
      return {
        planes: Array.from({ length: planeCount }, (_, p) => labels.subarray(p * planeSize, (p + 1) * planeSize)),
        whole: [],
      };
    };
    const sha256 = await hashContent([conceptsPath, labelsPath, join(root, 'images.csv')], samples);
    return {
      name: basename(root),
      format: 'planes',
      root,
      sha256,
      maskShape: { height, width },
      concepts,
      samples,
      readLabels,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openLabels(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw new DatasetError(`${path}: can't be opened. The planes layout has labels.npy and concepts.csv.`, { cause });
  }
}

async function readLabelsHeader(file: FileHandle, path: string) {
  const start = Buffer.alloc(4096);
  const { bytesRead } = await file.read(start, 0, start.length, 0);
  const { type, fortranOrder, shape, dataOffset } = readNpyHeader(start.subarray(0, bytesRead), path);
  const size = shape.reduce((product, n) => product * n, 1);
  if (type !== '<u2' || fortranOrder || shape.length !== 4 || size === 0) {
    throw new ShapeError(
      `${path}: expected uint16 labels (sample, plane, height, width), little-endian, C order, not empty; ` +
        `found type ${type}, shape (${shape.join(', ')})${fortranOrder ? ', Fortran order' : ''}.`,
    );
  }
  const bytes = (await file.stat()).size;
  if (bytes !== dataOffset + size * 2) {
    throw new ShapeError(
      `${path}: expected ${dataOffset + size * 2} bytes for shape (${shape.join(', ')}), found ${bytes}.`,
    );
  }
  return { shape: shape as [number, number, number, number], dataOffset };
}

async function readSamples(root: string, sampleCount: number): Promise<ProbeSample[]> {
  const path = join(root, 'images.csv');
  if (!existsSync(path)) {
    return Array.from({ length: sampleCount }, (_, index) => ({
      index,
      key: `sample ${index}`,
      imagePath: null,
      className: null,
      split: null,
    }));
  }
  const rows = await readCsv(path, ['path']);
  if (rows.length !== sampleCount) {
    throw new DatasetError(
      `${path}: expected ${sampleCount} rows, one for each sample of labels.npy; found ${rows.length}.`,
    );
  }
  return rows.map((row, index) => {
    const where = `${path}, line ${index + 2}`;
    const imagePath = insideFolder(row.path ?? '', { folder: root, where });
    if (!existsSync(imagePath)) throw new DatasetError(`${where}: ${imagePath} does not exist.`);
    return {
      index,
      key: row.path as string,
      imagePath,
      className: row.class || null,
      split: row.split || null,
    };
  });
}

async function hashContent(files: readonly string[], samples: readonly ProbeSample[]): Promise<string> {
  const hash = createHash('sha256').update('planes\n');
  for (const path of [
    ...files.filter((file) => existsSync(file)),
    ...samples.flatMap(({ imagePath }) => imagePath ?? []),
  ]) {
    const content = createHash('sha256');
    for await (const chunk of createReadStream(path)) content.update(chunk as Buffer);
    hash.update(`${basename(path)} ${content.digest('hex')}\n`);
  }
  return hash.digest('hex');
}
