import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { boxObject } from '../files/boxes.ts';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { findPicture } from '../files/find-picture.ts';
import { Names } from '../files/names.ts';
import { readLines } from '../files/read-text.ts';
import { listOf, readXml, type XmlNode } from '../files/read-xml.ts';
import { type Drawn, drawAll } from '../files/shapes.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';

const FILES = /\.xml$/iu;
const SETS = /(?:^|\/)ImageSets\/Main\/(train|val|test|trainval)\.txt$/u;

/**
 * Pascal VOC's detection: an XML file an image with boxes of objects, and of their parts. Columns and rows count from 1, and both
 * corners lie inside: from 1 to 500 are 500 pixels; fractions are rounded.
 */
export const vocBoxes: LayoutReader = {
  takes: ['pick', 'boxes'],
  recognises: async (files) => {
    const [first] = files.matching(FILES);
    if (first === undefined) return false;
    const root = await readXml(files.open(first, { where: first })).catch(() => ({}));
    const [annotation] = listOf(root, 'annotation');
    return annotation !== undefined && listOf(annotation, 'object').every((one) => listOf(one, 'bndbox').length === 1);
  },
  read: async (files, { pick }) => {
    const sets = await readSets(files, pick);
    const read: Read = { names: new Names(), objects: new Set() };
    const images: LayoutImage[] = [];
    const annotations: string[] = [...sets.paths];
    for (const file of files.matching(FILES)) {
      const split = sets.splitOf(posix.basename(file, posix.extname(file)));
      if (split === undefined) continue;
      const path = files.open(file, { where: file });
      annotations.push(path);
      images.push(imageOf(await annotationOf(path), { files, file, path, split, read }));
    }
    const { names, objects } = read;
    const parts = names.list.filter((name) => !objects.has(name));
    const categories = new Map(parts.map((name) => [name, 'part']));
    return {
      names: names.list,
      voids: [],
      images,
      categories,
      boxed: names.boxed,
      annotations,
      upright: false,
      notes: [],
    };
  },
};

interface Read {
  readonly names: Names;
  /** Names of objects; others are of parts only. */
  readonly objects: Set<string>;
}

/** Which images belong to which set; without a choice all do. */
async function readSets(files: DatasetFiles, pick: string | null) {
  const found = files.matching(SETS).map((path) => ({ path, name: SETS.exec(path)?.[1] as string }));
  const wanted =
    pick === null ? found.filter(({ name }) => name !== 'trainval') : found.filter(({ name }) => name === pick);
  if (pick !== null && wanted.length === 0) {
    throw new DatasetError(
      `${files.root}: expected the set ${pick} in ImageSets/Main, found ${found.map(({ name }) => name).join(', ') || 'no sets'}.`,
    );
  }
  const splits = new Map<string, string>();
  const paths: string[] = [];
  for (const { path, name } of wanted) {
    const absolute = files.open(path, { where: path });
    paths.push(absolute);
    for (const { text } of await readLines(absolute)) splits.set(text.split(/\s+/u)[0] as string, name);
  }
  /** Undefined: the image is not asked for. */
  const splitOf = (stem: string) => splits.get(stem) ?? (pick === null ? null : undefined);
  return { paths, splitOf };
}

async function annotationOf(path: string): Promise<XmlNode> {
  const [annotation] = listOf(await readXml(path), 'annotation');
  if (annotation !== undefined) return annotation;
  throw new DatasetError(`${path}: expected <annotation> of Pascal VOC, found something else.`);
}

interface ImageContext {
  readonly files: DatasetFiles;
  /** Inside the dataset. */
  readonly file: string;
  readonly path: string;
  readonly split: string | null;
  readonly read: Read;
}

function imageOf(annotation: XmlNode, { files, file, path, split, read }: ImageContext): LayoutImage {
  const name = textOf(annotation, { key: 'filename', where: path });
  const where = `${path}, image ${name}`;
  const [size = {}] = listOf(annotation, 'size');
  const told = { height: numberOf(size, { key: 'height', where }), width: numberOf(size, { key: 'width', where }) };
  const own = posix.dirname(file);
  const base = posix.dirname(own);
  const folders = [posix.join(base, 'JPEGImages'), posix.join(base, 'images'), own, base];
  const picture = findPicture(files, name, { where, folders: folders.map((folder) => (folder === '.' ? '' : folder)) });
  const objects: Drawn[] = [];
  for (const [at, object] of listOf(annotation, 'object').entries()) {
    objects.push(drawn(object, { at: `object ${at}`, where, read, isPart: false }));
    for (const [place, part] of listOf(object, 'part').entries())
      objects.push(drawn(part, { at: `object ${at}, part ${place}`, where, read, isPart: true }));
  }
  return {
    file: picture,
    path: files.open(picture, { where }),
    item: `image ${name}`,
    split,
    told,
    maskFile: null,
    masks: [],
    read: (frame) => drawAll(objects, frame),
  };
}

interface ObjectPlace {
  /** As messages name it. */
  readonly at: string;
  readonly where: string;
  readonly read: Read;
  readonly isPart: boolean;
}

function drawn(node: XmlNode, { at, where: image, read, isPart }: ObjectPlace): Drawn {
  const name = textOf(node, { key: 'name', where: `${image}, ${at}` });
  const where = `${image}, ${at} (${name})`;
  const [box] = listOf(node, 'bndbox');
  if (box === undefined) throw new DatasetError(`${where}: expected a box (bndbox), found none.`);
  const [left, top, right, bottom] = ['xmin', 'ymin', 'xmax', 'ymax'].map((key) =>
    Math.round(numberOf(box, { key, where })),
  ) as [number, number, number, number];
  if (!(left < right && top < bottom)) {
    throw new DatasetError(
      `${where}: expected a box with an area, found xmin ${left}, ymin ${top}, xmax ${right}, ymax ${bottom}. Correct it, or take the object out.`,
    );
  }
  const label = read.names.labelOf(name);
  read.names.boxed.add(label);
  if (!isPart) read.objects.add(name);
  return boxObject([left - 1, top - 1, right - left + 1, bottom - top + 1], { label, where });
}

interface Field {
  readonly key: string;
  readonly where: string;
}

function textOf(node: XmlNode, { key, where }: Field): string {
  const value = Object.hasOwn(node, key) ? node[key] : undefined;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new DatasetError(`${where}: expected <${key}>, found none.`);
}

function numberOf(node: XmlNode, { key, where }: Field): number {
  const text = textOf(node, { key, where });
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new DatasetError(`${where}: expected a number in <${key}>, found "${text.slice(0, 40)}".`);
}
