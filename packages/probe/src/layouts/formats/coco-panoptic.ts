import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { findPicture } from '../files/find-picture.ts';
import { type IndexTable, toLabels, voidLabel } from '../files/index-masks.ts';
import { hasKeys, jsonFiles, requireReadable } from '../files/json-kind.ts';
import { Names } from '../files/names.ts';
import { expectForm } from '../files/read-json.ts';
import { cocoFolders, subsetOf } from '../files/subsets.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { pngHeader, readColourPng } from '../pixels/read-png.ts';
import { type CocoDocument, readCoco } from './coco-document.ts';

const ID = z.union([z.number(), z.string()]);
const ANNOTATION = z.object({
  image_id: ID,
  file_name: z.string().min(1),
  segments_info: z.array(z.object({ id: z.int(), category_id: ID })),
});
/** The id of pixels that belong to no segment. */
const VOID_ID = 0;

/** COCO's panoptic form: colours of PNGs are ids (red + 256·green + 65,536·blue) of segments, whose categories the JSON lists. */
export const cocoPanoptic: LayoutReader = {
  recognises: async (files) => (await panopticFiles(files)).length > 0,
  read: async (files) => {
    const names = new Names();
    const images: LayoutImage[] = [];
    const annotations: string[] = [];
    const found = await panopticFiles(files, { all: true });
    if (found.length === 0) await requireReadable(files);
    if (found.length === 0)
      throw new DatasetError(`${files.root}: expected a JSON file whose annotations have segments_info, found none.`);
    for (const file of found) {
      const document = await readCoco(files.open(file, { where: file }));
      annotations.push(document.path);
      const labels = new Map([...document.categories].map(([id, { name }]) => [id, names.labelOf(name)]));
      images.push(...imagesOf(document, { files, file, labels }));
    }
    return { names: names.list, voids: ['void'], images, annotations, upright: false, notes: [] };
  },
};

async function panopticFiles(files: DatasetFiles, { all = false } = {}): Promise<string[]> {
  const found = (await jsonFiles(files, { all })).filter(({ path, value }) => {
    if (value === null) return /(?:^|\/)panoptic[^/]*$/u.test(path);
    return (
      hasKeys(value, 'images', 'annotations', 'categories') &&
      Array.isArray(value.annotations) &&
      hasKeys(value.annotations[0], 'segments_info')
    );
  });
  return found.map(({ path }) => path);
}

interface DocumentContext {
  readonly files: DatasetFiles;
  /** The JSON file inside the dataset. */
  readonly file: string;
  readonly labels: ReadonlyMap<unknown, number>;
}

function imagesOf(document: CocoDocument, { files, file, labels }: DocumentContext): LayoutImage[] {
  const masks = new Map<unknown, { mask: string; table: IndexTable }>();
  for (const [at, value] of document.annotations.entries()) {
    const where = `${document.path}, annotation ${at}`;
    const { image_id: imageId, file_name: name, segments_info: segments } = expectForm(ANNOTATION, value, where);
    if (!document.images.has(imageId))
      throw new DatasetError(`${where}: image_id ${imageId} is not in images. Add it there.`);
    if (masks.has(imageId)) throw new DatasetError(`${where}: image ${imageId} has two annotations. Keep one of them.`);
    const segmentLabels = new Map([[VOID_ID, voidLabel(0)]]);
    for (const { id, category_id: category } of segments) {
      const label = labels.get(category);
      if (label === undefined)
        throw new DatasetError(`${where}, segment ${id}: category_id ${category} is not in categories. Add it there.`);
      segmentLabels.set(id, label);
    }
    const mask = findPicture(files, name, { where, folders: maskFolders(file) });
    masks.set(imageId, { mask, table: { labels: segmentLabels, namedBy: posix.basename(file), called: 'segment' } });
  }
  return [...document.images.values()].map(({ id, file_name: name, item, width, height }) => {
    const where = `${document.path}, ${item}`;
    const picture = findPicture(files, name, { where, folders: cocoFolders(file) });
    const own = masks.get(id);
    const mask = own && files.open(own.mask, { where });
    if (mask !== undefined) requireSize(mask, { item, width, height });
    return {
      file: picture,
      path: files.open(picture, { where }),
      item,
      split: subsetOf(file),
      told: { width, height },
      maskFile: null,
      masks: mask === undefined ? [] : [mask],
      read: async () => (mask === undefined ? [] : [await readSegments(mask, own?.table as IndexTable)]),
    };
  });
}

function requireSize(
  mask: string,
  { item, width, height }: { readonly item: string; readonly width: number; readonly height: number },
): void {
  const found = pngHeader(readFileSync(mask), `${mask}, ${item}`);
  if (found.width === width && found.height === height) return;
  throw new DatasetError(`${mask}, ${item}: the mask is ${found.width}x${found.height}, the image ${width}x${height}.`);
}

async function readSegments(mask: string, table: IndexTable): Promise<Uint16Array> {
  const { rgb, width, height } = await readColourPng(mask, mask);
  const ids = new Uint32Array(width * height);
  for (let at = 0; at < ids.length; at += 1) {
    ids[at] = (rgb[3 * at] as number) + 256 * (rgb[3 * at + 1] as number) + 65_536 * (rgb[3 * at + 2] as number);
  }
  return toLabels(ids, { table, mask });
}

/** PNGs lie in a folder of the JSON file's name, beside it. */
function maskFolders(file: string): string[] {
  const folder = posix.dirname(file) === '.' ? '' : posix.dirname(file);
  const stem = posix.basename(file, '.json');
  return [posix.join(folder, stem), posix.join(folder, 'panoptic'), folder];
}
