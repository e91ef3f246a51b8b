import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatasetError } from '@strata/domain';
import { conceptList, positionLookup } from '../concept-list.ts';
import { type CsvRow, readCsv } from '../csv-file.ts';
import { insideFolder } from '../inside.ts';
import type { MaskShape, ProbeConcept, ProbeDataset, ProbeSample, SampleLabels } from '../probe-dataset.ts';
import { readMaskPng } from './mask-png.ts';

/** A row of index.csv, with what its category cells name. */
interface BrodenSample extends ProbeSample {
  readonly masks: readonly string[];
  readonly whole: readonly number[];
}

/**
 * Opens Network Dissection's layout: `index.csv` (image, split, ih, iw, sh, sw and one column a category), `label.csv`
 * (number, name, category), `category.csv`, and below `images/` the pictures and mask PNGs. A category cell holds mask
 * files and whole-image label numbers, separated by `;`.
 * @throws DatasetError naming file and line for whatever contradicts that.
 */
export async function openBroden(root: string): Promise<ProbeDataset> {
  const labelPath = join(root, 'label.csv');
  const indexPath = join(root, 'index.csv');
  const concepts = conceptList(await readCsv(labelPath, ['number', 'name', 'category']), {
    file: labelPath,
    indexColumn: 'number',
  });
  const categories = (await readCsv(join(root, 'category.csv'), ['name'])).map((row) => row.name as string);
  if (categories.length === 0) {
    throw new DatasetError(`${join(root, 'category.csv')}: expected at least one category, found none.`);
  }
  const rows = await readCsv(indexPath, ['image', 'sh', 'sw', ...categories]);
  if (rows.length === 0) throw new DatasetError(`${indexPath}: expected at least one image, found none.`);
  const maskShape = readMaskShape(rows, indexPath);
  const lookup = positionLookup(concepts);
  const samples = rows.map((row, index) => readRow(row, { index, root, indexPath, categories, lookup }));
  return {
    name: basename(root),
    format: 'broden',
    root,
    sha256: await hashContent(concepts, samples),
    maskShape,
    concepts,
    samples: samples.map(({ masks: _masks, whole: _whole, ...sample }) => sample),
    readLabels: async (sampleIndex) =>
      readLabels(samples[sampleIndex] as BrodenSample, { maskShape, lookup, labelPath }),
    close: async () => {},
  };
}

function readMaskShape(rows: readonly CsvRow[], indexPath: string): MaskShape {
  const shapes = rows.map((row) => ({ height: Number(row.sh), width: Number(row.sw) }));
  const first = shapes[0] as MaskShape;
  shapes.forEach(({ height, width }, i) => {
    const where = `${indexPath}, line ${i + 2}`;
    if (!(Number.isInteger(height) && Number.isInteger(width) && height > 0 && width > 0)) {
      throw new DatasetError(
        `${where}: expected the mask's size in sh and sw, found "${rows[i]?.sh}" and "${rows[i]?.sw}".`,
      );
    }
    if (height !== first.height || width !== first.width) {
      throw new DatasetError(
        `${where}: expected masks of ${first.width}×${first.height} as in line 2, found ${width}×${height}.`,
      );
    }
  });
  return first;
}

interface RowContext {
  readonly index: number;
  readonly root: string;
  readonly indexPath: string;
  readonly categories: readonly string[];
  readonly lookup: Uint16Array;
}

function readRow(row: CsvRow, { index, root, indexPath, categories, lookup }: RowContext): BrodenSample {
  const where = `${indexPath}, line ${index + 2}`;
  const folder = join(root, 'images');
  const existing = (path: string): string => {
    const resolved = insideFolder(path, { folder, where });
    const found = statSync(resolved, { throwIfNoEntry: false });
    if (!found?.isFile()) {
      throw new DatasetError(`${where}: ${resolved} ${found ? 'is not a file' : 'does not exist'}.`);
    }
    return resolved;
  };
  const masks: string[] = [];
  const whole: number[] = [];
  for (const entry of categories
    .flatMap((category) => (row[category] ?? '').split(';').map((entry) => entry.trim()))
    .filter(Boolean)) {
    if (/^\d+$/u.test(entry)) {
      const position = lookup[Number(entry)] ?? 0;
      if (position === 0) throw new DatasetError(`${where}: label ${entry} is not in label.csv.`);
      whole.push(position - 1);
    } else {
      masks.push(existing(entry));
    }
  }
  return {
    index,
    key: row.image as string,
    imagePath: existing(row.image ?? ''),
    className: row.class || null,
    split: row.split || null,
    masks,
    whole,
  };
}

async function readLabels(
  { masks, whole }: BrodenSample,
  { maskShape, lookup, labelPath }: { maskShape: MaskShape; lookup: Uint16Array; labelPath: string },
): Promise<SampleLabels> {
  const planes = await Promise.all(
    masks.map(async (path) => {
      const labels = await readMaskPng(path, maskShape);
      labels.forEach((label, pixel) => {
        const position = lookup[label] as number;
        if (label !== 0 && position === 0) throw new DatasetError(`${path}: label ${label} is not in ${labelPath}.`);
        labels[pixel] = position;
      });
      return labels;
    }),
  );
  return { planes, whole };
}

async function hashContent(concepts: readonly ProbeConcept[], samples: readonly BrodenSample[]): Promise<string> {
  const hash = createHash('sha256').update(`broden\n${JSON.stringify(concepts)}\n`);
  for (const { key, className, split, imagePath, masks, whole } of samples) {
    hash.update(JSON.stringify({ key, className, split, whole }));
    for (const path of [imagePath as string, ...masks]) {
      const content = createHash('sha256');
      for await (const chunk of createReadStream(path)) content.update(chunk as Buffer);
      hash.update(content.digest('hex'));
    }
  }
  return hash.digest('hex');
}
