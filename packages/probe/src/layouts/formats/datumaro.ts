import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import { BOX, boxNotes, boxObject } from '../files/boxes.ts';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { findPicture } from '../files/find-picture.ts';
import { hasKeys, jsonFiles } from '../files/json-kind.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import { cocoPolygon, type Drawn, drawAll } from '../files/shapes.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { requireRuns } from '../pixels/coco-runs.ts';
import { ovalCorners } from '../pixels/corners.ts';

const FILES = /(?:^|\/)annotations\/[^/]+\.json$/u;
const FORM = z.object({
  categories: z.object({ label: z.object({ labels: z.array(z.object({ name: z.string().min(1) })) }) }),
  items: z.array(z.unknown()),
});
const SIDE = z.int().positive();
const IMAGE = z.object({ path: z.string().min(1), size: z.tuple([SIDE, SIDE]).nullish() });
const ITEM = z.object({ id: z.string(), image: IMAGE, annotations: z.array(z.unknown()) });
const ANNOTATION = z.object({
  type: z.string(),
  label_id: z.int().nullish(),
  points: z.array(z.number()).optional(),
  bbox: z.unknown().optional(),
  rle: z.object({ counts: z.union([z.string(), z.array(z.number())]), size: z.array(z.number()) }).optional(),
});

/** Datumaro's own form: `annotations/SUBSET.json` and `images/SUBSET`; masks as COCO's strings, polygons by COCO's rule. */
export const datumaro: LayoutReader = {
  takes: ['boxes'],
  recognises: async (files) =>
    (await jsonFiles(files, { pattern: FILES })).some(({ value }) => hasKeys(value, 'items', 'categories')),
  read: async (files, { boxes: taken }) => {
    const names = new Names();
    const images: LayoutImage[] = [];
    const annotations: string[] = [];
    let [without, boxes] = [0, 0];
    for (const file of files.matching(FILES)) {
      const path = files.open(file, { where: file });
      const { categories, items } = expectForm(FORM, await readJson(path), path);
      annotations.push(path);
      const labels = categories.label.labels.map(({ name }) => names.labelOf(name));
      for (const [at, value] of items.entries()) {
        const read = itemImage(value, {
          files,
          path,
          labels,
          at,
          subset: posix.basename(file, '.json'),
          boxed: taken ? names.boxed : null,
        });
        without += read.without;
        boxes += read.boxes;
        images.push(read.image);
      }
    }
    const notes = [
      ...boxNotes(boxes, { taken, called: 'annotations' }),
      ...(without > 0 ? [`${without} labels, lines and points have no mask: they are left out.`] : []),
    ];
    return { names: names.list, voids: [], images, boxed: names.boxed, annotations, upright: false, notes };
  },
};

interface ItemContext {
  readonly files: DatasetFiles;
  readonly path: string;
  /** (label_id) */
  readonly labels: readonly number[];
  readonly at: number;
  readonly subset: string;
  /** Takes the labels of objects that are known by their boxes; null: these are left out. */
  readonly boxed: Set<number> | null;
}

function itemImage(
  value: unknown,
  { files, path, labels, at, subset, boxed }: ItemContext,
): { image: LayoutImage; without: number; boxes: number } {
  const id = hasKeys(value, 'id') ? value.id : `number ${at}`;
  const where = `${path}, item ${id}`;
  const { image, annotations } = expectForm(ITEM, value, where);
  const picture = findPicture(files, image.path, { where, folders: [`images/${subset}`, 'images', ''] });
  const objects: Drawn[] = [];
  let [boxes, without] = [0, 0];
  for (const [place, one] of annotations.entries()) {
    const isBox = hasKeys(one, 'type') && one.type === 'bbox';
    if (isBox) boxes += 1;
    const draw =
      isBox && boxed === null ? null : drawnOf(one, { labels, boxed, where: `${where}, annotation ${place}` });
    if (draw !== null) objects.push(draw);
    else if (!isBox) without += 1;
  }
  const read: LayoutImage = {
    file: picture,
    path: files.open(picture, { where }),
    item: `item ${id}`,
    split: subset === 'default' ? null : subset,
    told: image.size ? { height: image.size[0], width: image.size[1] } : null,
    maskFile: null,
    masks: [],
    read: (frame) => drawAll(objects, frame),
  };
  return { image: read, without, boxes };
}

function drawnOf(
  value: unknown,
  { labels, boxed, where }: Pick<ItemContext, 'labels' | 'boxed'> & { readonly where: string },
): Drawn | null {
  const { type, label_id: id, points, bbox, rle } = expectForm(ANNOTATION, value, where);
  if (!['mask', 'polygon', 'ellipse', 'bbox'].includes(type)) return null;
  const label = labels[id ?? -1];
  if (label === undefined)
    throw new DatasetError(`${where}: label_id ${id} is not in the list of labels, which has ${labels.length}.`);
  if (type === 'polygon') return cocoPolygon(points, { label, where });
  if (type === 'bbox') {
    boxed?.add(label);
    return boxObject(expectForm(BOX, bbox, `${where}: bbox`), { label, where });
  }
  if (type === 'ellipse') {
    const [left = 0, top = 0, right = 0, bottom = 0] = points ?? [];
    const oval = {
      cx: (left + right) / 2,
      cy: (top + bottom) / 2,
      rx: (right - left) / 2,
      ry: (bottom - top) / 2,
      angle: 0,
    };
    return cocoPolygon(ovalCorners(oval), { label, where });
  }
  if (rle === undefined) throw new DatasetError(`${where}: expected a mask with run lengths (rle), found none.`);
  return (stack) => stack.addRuns(requireRuns(rle, stack, where), label);
}
