import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { MaskShape } from '../../probe-dataset.ts';
import { BOX, boxNotes, boxObject } from '../files/boxes.ts';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { findPicture } from '../files/find-picture.ts';
import { hasKeys, type JsonFile, jsonFiles, requireReadable, wholeJson } from '../files/json-kind.ts';
import { Names } from '../files/names.ts';
import { expectForm } from '../files/read-json.ts';
import { cocoPolygon, type Drawn } from '../files/shapes.ts';
import { cocoFolders, subsetOf } from '../files/subsets.ts';
import { type Layout, type LayoutChoices, type LayoutImage, type LayoutReader, VOID_FROM } from '../layout.ts';
import { requireRuns } from '../pixels/coco-runs.ts';
import { PlaneStack } from '../pixels/plane-stack.ts';
import { type CocoCategory, type CocoDocument, idOf, readCoco } from './coco-document.ts';

const ANNOTATION = z.object({
  image_id: z.union([z.number(), z.string()]),
  category_id: z.union([z.number(), z.string()]),
  segmentation: z.unknown().optional(),
  bbox: z.unknown().optional(),
});
const RUNS = z.object({ size: z.array(z.number()), counts: z.union([z.string(), z.array(z.number())]) });

/** Of a file that is too large to be looked into, or can't be. */
const TELLING_NAME = /(?:^|\/)(?:instances|stuff|_annotations)[^/]*$/u;

const INSTANCES_NAME = /(?:^|\/)instances[^/]*$/u;

/** What tools that write COCO's form mean by it. */
interface Dialect {
  /** JSON files that hold annotations. */
  readonly files: RegExp;
  /** Whether a category is no concept. */
  isVoid(category: CocoCategory): boolean;
  /** Whether a category is no class at all. */
  isNone(category: CocoCategory): boolean;
}

/** An object of an image: what its mask is, or only its box, and whose. */
interface Marked {
  readonly segmentation: unknown;
  /** Null: it has a mask. */
  readonly box: Drawn | null;
  readonly label: number;
  /** File and item. */
  readonly where: string;
}

interface Gathered extends Omit<LayoutImage, 'read'> {
  readonly marked: Marked[];
}

const INSTANCES: Dialect = { files: /\.json$/iu, isVoid: () => false, isNone: () => false };
const STUFF: Dialect = { ...INSTANCES, isVoid: ({ name }) => name === 'other' || name === 'unlabeled' };
/** The first category is the project's name. */
const ROBOFLOW: Dialect = { ...INSTANCES, files: /(?:^|\/)_annotations\.coco\.json$/u, isNone: ({ id }) => id === 0 };

/** COCO's instances: polygons, run lengths plain and compressed, crowds; objects of one category are one concept. */
export const cocoInstances: LayoutReader = {
  recognises: async (files) => (await cocoFiles(files, INSTANCES)).length > 0,
  takes: ['boxes'],
  read: (files, choices) => readDialect(files, INSTANCES, choices),
};

/** COCO-stuff in COCO's form: "other" covers what is no stuff, and is no concept. */
export const cocoStuff: LayoutReader = {
  recognises: async (files) =>
    (await cocoFiles(files, STUFF)).some(({ path, value }) => isStuff(value) || /(?:^|\/)stuff_[^/]*$/u.test(path)),
  takes: ['boxes'],
  read: (files, choices) => readDialect(files, STUFF, choices),
};

/** Roboflow's COCO export: pictures beside `_annotations.coco.json`, in a folder a split. */
export const roboflowCoco: LayoutReader = {
  recognises: async (files) => files.matching(ROBOFLOW.files).length > 0,
  takes: ['boxes'],
  read: (files, choices) => readDialect(files, ROBOFLOW, choices),
};

function isStuff(value: unknown): boolean {
  if (!hasKeys(value, 'categories') || !Array.isArray(value.categories)) return false;
  return value.categories.some(
    (category) => hasKeys(category, 'id', 'name') && category.id === 183 && category.name === 'other',
  );
}

/** JSON files in COCO's form: those whose names say that they hold instances, or else all. */
async function cocoFiles(files: DatasetFiles, { files: pattern }: Dialect) {
  const found = (await jsonFiles(files, { pattern })).filter(holdsCoco);
  const named = found.filter(({ path }) => INSTANCES_NAME.test(path));
  return named.length > 0 ? named : found;
}

/** The same however large, one after the other: memory holds one. */
async function* wholeCocoFiles(files: DatasetFiles, { files: pattern }: Dialect): AsyncGenerator<JsonFile> {
  const paths = files.matching(pattern);
  let count = 0;
  for (const isNamed of [true, false]) {
    if (count > 0) return;
    for (const path of paths.filter((one) => INSTANCES_NAME.test(one) === isNamed)) {
      const file = await wholeJson(files, path);
      if (!holdsCoco(file)) continue;
      count += 1;
      yield file;
    }
  }
}

function holdsCoco({ path, value }: JsonFile): boolean {
  return value === null ? TELLING_NAME.test(path) : isCoco(value);
}

function isCoco(value: unknown): boolean {
  if (!hasKeys(value, 'images', 'annotations', 'categories') || !Array.isArray(value.annotations)) return false;
  const [first] = value.annotations;
  return first === undefined || (hasKeys(first, 'image_id') && !hasKeys(first, 'segments_info'));
}

async function readDialect(
  files: DatasetFiles,
  dialect: Dialect,
  { boxes: taken }: Pick<LayoutChoices, 'boxes'>,
): Promise<Layout> {
  const [names, voids] = [new Names(), new Names()];
  const images = new Map<string, Gathered>();
  let [boxes, classless] = [0, 0];
  const paths: string[] = [];
  for await (const { path, value } of wholeCocoFiles(files, dialect)) {
    const document = await readCoco(files.open(path, { where: path }), value);
    paths.push(document.path);
    const labels = labelsOf(document, { dialect, names, voids });
    const left = gather(document, { files, path, labels, images, boxed: taken ? names.boxed : null });
    boxes += left.boxes;
    classless += left.classless;
  }
  if (paths.length === 0) {
    await requireReadable(files);
    throw new DatasetError(`${files.root}: expected a JSON file with images, annotations and categories, found none.`);
  }
  return {
    names: names.list,
    voids: voids.list,
    images: [...images.values()].map(({ marked, ...image }) => ({
      ...image,
      read: async (frame) => readMarked(marked, frame),
    })),
    boxed: names.boxed,
    annotations: paths,
    upright: false,
    notes: [
      ...boxNotes(boxes, { taken, called: 'annotations' }),
      ...(classless > 0 ? [`${classless} annotations are of category 0, which is no class: they are left out.`] : []),
    ],
  };
}

interface LabelsContext {
  readonly dialect: Dialect;
  readonly names: Names;
  readonly voids: Names;
}

/** (category) its label; 0 where it is no class. */
function labelsOf(
  { categories }: CocoDocument,
  { dialect, names, voids }: LabelsContext,
): ReadonlyMap<unknown, number> {
  const labels = new Map<unknown, number>();
  for (const [id, category] of categories) {
    if (dialect.isNone(category)) labels.set(id, 0);
    else if (dialect.isVoid(category)) labels.set(id, VOID_FROM + voids.labelOf(category.name) - 1);
    else labels.set(id, names.labelOf(category.name));
  }
  return labels;
}

interface GatherContext {
  readonly files: DatasetFiles;
  /** Of the JSON file, inside the dataset. */
  readonly path: string;
  readonly labels: ReadonlyMap<unknown, number>;
  /** By their paths; images of several files are one. */
  readonly images: Map<string, Gathered>;
  /** Takes the labels of objects that are known by their boxes; null: these are left out. */
  readonly boxed: Set<number> | null;
}

function gather(document: CocoDocument, { files, path, labels, images, boxed }: GatherContext) {
  const subset = subsetOf(path);
  const byId = new Map<unknown, Gathered>();
  const own = new Set<Gathered>();
  for (const [id, { file_name: name, item, width, height }] of document.images) {
    const where = `${document.path}, ${item}`;
    const file = findPicture(files, name, { where, folders: cocoFolders(path) });
    const before = images.get(file);
    const told = { width, height };
    if (before !== undefined && own.has(before)) {
      throw new DatasetError(`${where}: another image of the list has the same picture (${file}). Keep one of them.`);
    }
    const image = before ?? {
      file,
      path: files.open(file, { where }),
      item,
      split: subset,
      told,
      maskFile: null,
      masks: [],
      marked: [],
    };
    images.set(file, image);
    byId.set(id, image);
    own.add(image);
  }
  let [boxes, classless] = [0, 0];
  for (const [at, value] of document.annotations.entries()) {
    const where = `${document.path}, annotation ${idOf(value, at)}`;
    const { image_id: imageId, category_id: category, segmentation, bbox } = expectForm(ANNOTATION, value, where);
    const label = labels.get(category);
    if (label === undefined)
      throw new DatasetError(`${where}: category_id ${category} is not in categories. Add it there.`);
    const image = byId.get(imageId);
    if (image === undefined) throw new DatasetError(`${where}: image_id ${imageId} is not in images. Add it there.`);
    if (label === 0) classless += 1;
    else if (!isEmpty(segmentation)) image.marked.push({ segmentation, box: null, label, where });
    else {
      boxes += 1;
      if (boxed === null) continue;
      const box = boxObject(expectForm(BOX, bbox, `${where}: bbox`), { label, where });
      image.marked.push({ segmentation: null, box, label, where });
      boxed.add(label);
    }
  }
  return { boxes, classless };
}

function isEmpty(segmentation: unknown): boolean {
  return (
    segmentation === undefined || segmentation === null || (Array.isArray(segmentation) && segmentation.length === 0)
  );
}

function readMarked(marked: readonly Marked[], frame: MaskShape): Uint16Array[] {
  const stack = new PlaneStack(frame);
  for (const object of marked) {
    if (object.box === null) addSegmentation(stack, object);
    else object.box(stack);
  }
  return stack.planes;
}

/**
 * Adds what COCO calls a segmentation: polygons, whose union counts, or run lengths.
 * @throws DatasetError naming file and item
 */
function addSegmentation(stack: PlaneStack, { segmentation, label, where }: Omit<Marked, 'box'>): void {
  if (!Array.isArray(segmentation)) {
    stack.addRuns(requireRuns(expectForm(RUNS, segmentation, `${where}: segmentation`), stack, where), label);
    return;
  }
  for (const polygon of segmentation as unknown[]) cocoPolygon(polygon, { label, where })(stack);
}
