import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { type IndexTable, indexMaskImage, voidLabel } from '../files/index-masks.ts';
import { hasKeys } from '../files/json-kind.ts';
import { PictureTrunks, stemOf } from '../files/match-masks.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import { numberedNames } from '../files/read-text.ts';
import type { Layout, LayoutReader } from '../layout.ts';

const CATEGORIES = z.array(z.object({ id: z.int(), name: z.string().min(1) }));
const PIXELMAPS = /(?:^|\/)[^/]*pixelmaps\/(?:.*\/)?[^/]+\.png$/u;
const THINGMAPS = /(?:^|\/)stuffthingmaps[^/]*\/(?:.*\/)?[^/]+\.png$/u;
const LABELS = /(?:^|\/)labels\.txt$/u;
const VOIDS = ['other', 'unlabeled'];
/** What marks pixels without a label in maps of things and stuff, whose values are ids less 1. */
const UNLABELED = 255;

/** COCO-stuff's pixelmaps: the value is the category's id, 0 is unlabeled, "other" is no concept. */
export const cocoStuffPixelmaps: LayoutReader = {
  recognises: async (files) => files.matching(PIXELMAPS).length > 0,
  read: async (files) => {
    const { path, names: byId } = await categoriesOf(files);
    const { names, labels } = labelled(byId);
    labels.set(0, voidLabel(VOIDS.indexOf('unlabeled')));
    return readMaps(files, {
      masks: files.matching(PIXELMAPS),
      table: { labels, namedBy: posix.basename(path) },
      names,
      annotations: [path],
    });
  },
};

/** COCO-stuff's maps of things and stuff: the value is the id less 1, 255 is unlabeled. */
export const cocoStuffThingMaps: LayoutReader = {
  recognises: async (files) => files.matching(THINGMAPS).length > 0,
  read: async (files) => {
    const [found] = files.matching(LABELS);
    if (found === undefined)
      throw new DatasetError(`${files.root}: expected labels.txt with lines such as "1: person", found none.`);
    const path = files.open(found, { where: found });
    const { names, labels } = labelled(await numberedNames(path, /^(\d+)\s*:\s*(.+)$/u), -1);
    labels.set(UNLABELED, voidLabel(VOIDS.indexOf('unlabeled')));
    return readMaps(files, {
      masks: files.matching(THINGMAPS),
      table: { labels, namedBy: 'labels.txt' },
      names,
      annotations: [path],
    });
  },
};

/** Concepts and what values mean; `shift` is added to ids. */
function labelled(byId: ReadonlyMap<number, string>, shift = 0) {
  const names = new Names();
  const labels = new Map<number, number>();
  for (const [id, name] of byId) {
    const isVoid = VOIDS.includes(name);
    labels.set(id + shift, isVoid ? voidLabel(VOIDS.indexOf(name)) : names.labelOf(name));
  }
  return { names: names.list, labels };
}

/** The ids of a list of categories, or of those in a file of COCO's form. */
async function categoriesOf(files: DatasetFiles) {
  for (const found of files.matching(/\.json$/u)) {
    const path = files.open(found, { where: found });
    const value = await readJson(path);
    const list = hasKeys(value, 'categories') ? value.categories : value;
    if (!Array.isArray(list) || !hasKeys(list[0], 'id', 'name')) continue;
    const names = new Map(expectForm(CATEGORIES, list, `${path}: categories`).map(({ id, name }) => [id, name]));
    return { path, names };
  }
  throw new DatasetError(`${files.root}: expected a JSON file with categories (id, name), found none.`);
}

interface MapsParts extends Pick<Layout, 'names' | 'annotations'> {
  readonly masks: readonly string[];
  readonly table: IndexTable;
}

function readMaps(files: DatasetFiles, { masks, table, names, annotations }: MapsParts): Layout {
  const pictures = new PictureTrunks(files.pictures().filter((path) => !PIXELMAPS.test(path) && !THINGMAPS.test(path)));
  const images = masks.map((mask) => {
    const stem = stemOf(mask);
    const split = /(?:^|\/)(?:stuff_)?(train|val|test)\d*(?:_|\/)/u.exec(mask)?.[1] ?? null;
    return indexMaskImage({ files, picture: pictures.of(stem, mask), mask, table, item: stem, split });
  });
  return { names, voids: VOIDS, images, annotations, upright: false, notes: [] };
}
