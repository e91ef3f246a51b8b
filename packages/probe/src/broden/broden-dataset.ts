import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { DatasetError } from '@strata/domain';
import { hashFile } from '@strata/files';
import { conceptList } from '../concept-list.ts';
import { type CsvRow, readCsv } from '../csv-file.ts';
import { settleGroups } from '../groups/settle-groups.ts';
import { hashReading, type ReadingParts } from '../hash-reading.ts';
import { insideFolder } from '../inside.ts';
import { type LabelMap, labelMap, toPositions } from '../label-map.ts';
import { requireMaskSize } from '../mask-bounds.ts';
import { nameListed } from '../naming/name-concepts.ts';
import { settleOrientations } from '../orientation.ts';
import type {
  MaskShape,
  OpeningOptions,
  ProbeConcept,
  ProbeDataset,
  ProbeSample,
  SampleLabels,
} from '../probe-dataset.ts';
import { unknownLabel } from './mask-advice.ts';
import { type MaskPng, readMaskPng } from './mask-png.ts';

/** A row of index.csv, with what its category cells name. */
interface BrodenSample extends Omit<ProbeSample, 'group'> {
  /** As index.csv has it. */
  readonly group: string | undefined;
  readonly masks: readonly string[];
  readonly whole: readonly number[];
  /** The image's size as ih and iw tell it. */
  readonly told: MaskShape | null;
}

/**
 * Opens Network Dissection's layout: `index.csv` (image, split, ih, iw, sh, sw, optionally class and group, and one column a category), `label.csv`
 * (number, name, category), `category.csv`, and below `images/` the pictures and mask PNGs. A category cell holds mask
 * files and whole-image label numbers, separated by `;`.
 * @throws DatasetError naming file and line for whatever contradicts that.
 */
export async function openBroden(root: string, { signal, ...reading }: OpeningOptions): Promise<ProbeDataset> {
  const labelPath = join(root, 'label.csv');
  const indexPath = join(root, 'index.csv');
  const labelRows = await readCsv(labelPath, ['number', 'name', 'category']);
  const { concepts, voidLabels } = conceptList(labelRows, {
    file: labelPath,
    indexColumn: 'number',
    voidLabels: reading.voidLabels,
  });
  const categories = (await readCsv(join(root, 'category.csv'), ['name'])).map(({ cells }) => cells.name as string);
  if (categories.length === 0) {
    throw new DatasetError(`${join(root, 'category.csv')}: expected at least one category, found none.`);
  }
  const rows = await readCsv(indexPath, ['image', 'sh', 'sw', ...categories]);
  if (rows.length === 0) throw new DatasetError(`${indexPath}: expected at least one image, found none.`);
  const maskShape = readMaskShape(rows, indexPath);
  const labels = labelMap(concepts, voidLabels);
  const samples = rows.map((row, index) => readRow(row, { index, root, indexPath, categories, labels }));
  const pictures = samples.map(({ key, imagePath: path, told }) => ({ key, path, told }));
  const { groups, notes } = settleGroups(samples, { file: indexPath, groupBy: reading.groupBy });
  const { upright, note } = await settleOrientations(pictures, { maskShape, exif: reading.exif, signal });
  return {
    name: basename(root),
    format: 'broden',
    root,
    sha256: await hashContent(concepts, samples, { voidLabels, upright, groups, signal }),
    maskShape,
    concepts: nameListed(grounded(concepts, samples), labelRows, labelPath),
    reading,
    voidLabels,
    notes: [...(note === null ? [] : [note]), ...notes],
    samples: samples.map(({ masks: _masks, whole: _whole, told: _told, ...sample }, index) => ({
      ...sample,
      upright: upright[index] === true,
      group: groups[index] ?? null,
    })),
    readLabels: async (sampleIndex) =>
      readLabels(samples[sampleIndex] as BrodenSample, { maskShape, labels, labelPath }),
    close: async () => {},
  };
}

/** A concept that is the label of whole images anywhere is known no better than that. */
function grounded(concepts: readonly ProbeConcept[], samples: readonly BrodenSample[]): ProbeConcept[] {
  const whole = new Set(samples.flatMap((sample) => sample.whole));
  return concepts.map((concept, at) => (whole.has(at) ? { ...concept, grounding: 'WHOLE_IMAGES' } : concept));
}

function readMaskShape(rows: readonly CsvRow[], indexPath: string): MaskShape {
  const shapes = rows.map(({ line, cells }) => ({ line, height: Number(cells.sh), width: Number(cells.sw) }));
  const first = shapes[0] as MaskShape & { readonly line: number };
  for (const [i, { line, height, width }] of shapes.entries()) {
    const where = `${indexPath}, line ${line}`;
    if (!(Number.isInteger(height) && Number.isInteger(width) && height > 0 && width > 0)) {
      throw new DatasetError(
        `${where}: expected the mask's size in sh and sw, found "${rows[i]?.cells.sh}" and "${rows[i]?.cells.sw}".`,
      );
    }
    if (height !== first.height || width !== first.width) {
      throw new DatasetError(
        `${where}: expected masks of ${first.width}×${first.height} as in line ${first.line}, found ${width}×${height}.`,
      );
    }
  }
  requireMaskSize(first, `${indexPath}, line ${first.line}`);
  return { height: first.height, width: first.width };
}

interface RowContext {
  readonly index: number;
  readonly root: string;
  readonly indexPath: string;
  readonly categories: readonly string[];
  readonly labels: LabelMap;
}

function readRow({ line, cells }: CsvRow, { index, root, indexPath, categories, labels }: RowContext): BrodenSample {
  const where = `${indexPath}, line ${line}`;
  const from = join(root, 'images');
  const existing = (path: string): string => insideFolder(path, { folder: root, from, where });
  const masks: string[] = [];
  const whole: number[] = [];
  for (const entry of categories
    .flatMap((category) => (cells[category] ?? '').split(';').map((entry) => entry.trim()))
    .filter(Boolean)) {
    if (/^\d+$/u.test(entry)) {
      const position = labels.positions[Number(entry)] ?? 0;
      if (labels.isVoid[Number(entry)] === 1) continue;
      if (position === 0) throw new DatasetError(`${where}: label ${entry} is not in label.csv.`);
      whole.push(position - 1);
    } else {
      masks.push(existing(entry));
    }
  }
  return {
    index,
    key: cells.image as string,
    imagePath: existing(cells.image ?? ''),
    className: cells.class || null,
    split: cells.split || null,
    // A category of that name has masks there.
    group: categories.includes('group') ? undefined : cells.group,
    masks,
    whole,
    told: sizeOf(cells.ih, cells.iw),
  };
}

/** Null where the columns are missing or hold something else. */
function sizeOf(ih: string | undefined, iw: string | undefined): MaskShape | null {
  const [height, width] = [Number(ih), Number(iw)];
  return height > 0 && width > 0 ? { height, width } : null;
}

async function readLabels(
  { masks, whole }: BrodenSample,
  { maskShape, labels, labelPath }: { maskShape: MaskShape; labels: LabelMap; labelPath: string },
): Promise<SampleLabels> {
  const read = await Promise.all(masks.map((path) => readMaskPng(path, maskShape)));
  const planes = read.map((mask) => mask.labels);
  const voidPixels = toPositions(planes, labels, (label, plane) => {
    const { look } = read[plane] as MaskPng;
    return unknownLabel(label, { path: masks[plane] as string, labelPath, look });
  });
  return { planes, whole, voidPixels };
}

async function hashContent(
  concepts: readonly ProbeConcept[],
  samples: readonly BrodenSample[],
  { signal, ...reading }: ReadingParts & Pick<OpeningOptions, 'signal'>,
): Promise<string> {
  const hash = createHash('sha256').update(`broden\n${JSON.stringify(concepts)}\n`);
  for (const { key, className, split, imagePath, masks, whole } of samples) {
    hash.update(JSON.stringify({ key, className, split, whole }));
    for (const path of [imagePath as string, ...masks]) {
      hash.update(await hashFile(path, { signal }));
    }
  }
  hashReading(hash, reading);
  return hash.digest('hex');
}
