import { readFileSync } from 'node:fs';
import { DatasetError } from '@strata/domain';
import { LABEL_MAX } from '../../concept-list.ts';
import { type LayoutImage, VOID_FROM } from '../layout.ts';
import { pngHeader, readIndexPng } from '../pixels/read-png.ts';
import type { DatasetFiles } from './dataset-files.ts';

/** What the numbers of masks mean. */
export interface IndexTable {
  /** (value) a label as in `LayoutImage.read`; 0: none; missing: not named. */
  readonly labels: ReadonlyMap<number, number>;
  /** The file that names the values, for messages. */
  readonly namedBy: string;
  /** What messages call a value. Default "value". */
  readonly called?: string;
}

/** A picture, and a mask of numbers that belongs to it; both are paths inside the dataset. */
export interface IndexMask {
  readonly files: DatasetFiles;
  readonly picture: string;
  readonly mask: string;
  readonly table: IndexTable;
  readonly item: string;
  readonly split: string | null;
}

/** The label of what is no concept, by its place in the list of such names. */
export function voidLabel(place: number): number {
  return VOID_FROM + place;
}

/** An image whose mask is a PNG of numbers: values of grey, or places in a palette. */
export function indexMaskImage({ files, picture, mask, table, item, split }: IndexMask): LayoutImage {
  const path = files.open(picture, { where: `${picture}, ${item}` });
  const maskFile = files.open(mask, { where: `${mask}, ${item}` });
  // The header's size is what the mask tells of the picture.
  const { width, height } = pngHeader(headOf(maskFile), `${maskFile}, ${item}`);
  return {
    file: picture,
    path,
    item,
    split,
    told: { width, height },
    maskFile,
    masks: [maskFile],
    read: async () => [
      toLabels((await readIndexPng(maskFile, `${maskFile}, ${item}`)).values, { table, mask: maskFile }),
    ],
  };
}

/** An image without a mask: it is in the dataset, and holds nothing. */
export function emptyImage(
  files: DatasetFiles,
  picture: string,
  { split }: { readonly split: string | null },
): LayoutImage {
  const path = files.open(picture, { where: picture });
  return { file: picture, path, item: picture, split, told: null, maskFile: null, masks: [], read: async () => [] };
}

/**
 * The labels of a mask's numbers.
 * @throws DatasetError naming mask and value, with how many pixels have it, when nothing names it
 */
export function toLabels(
  values: ArrayLike<number>,
  { table, mask }: { readonly table: IndexTable; readonly mask: string },
): Uint16Array {
  const labels = new Uint16Array(values.length);
  let [last, label] = [-1, 0];
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    const value = values[pixel] as number;
    if (value !== last) {
      last = value;
      label = table.labels.get(value) ?? -1;
      if (label < 0) throw unnamed(values, { value, table, mask });
    }
    labels[pixel] = label;
  }
  return labels;
}

function unnamed(
  values: ArrayLike<number>,
  { value, table, mask }: { readonly value: number; readonly table: IndexTable; readonly mask: string },
): DatasetError {
  const { called = 'value', namedBy } = table;
  const pixels = Array.from(values).filter((other) => other === value).length;
  return new DatasetError(
    `${mask}, ${called} ${value}: ${pixels} pixels have a ${called} that ${namedBy} does not name. Name it there; if it marks pixels without a label, say so with --void ${value}.`,
    { context: { file: mask, value } },
  );
}

/** A table with the values that the user calls void. */
export function withVoid(
  table: IndexTable,
  { voidLabels, place }: { readonly voidLabels: readonly number[]; readonly place: number },
): IndexTable {
  if (voidLabels.length === 0) return table;
  const labels = new Map(table.labels);
  for (const value of voidLabels) if (value <= LABEL_MAX) labels.set(value, voidLabel(place));
  return { ...table, labels };
}

const HEAD_BYTES = 64;

function headOf(path: string): Buffer {
  return readFileSync(path).subarray(0, HEAD_BYTES);
}
