import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { findPicture } from '../files/find-picture.ts';
import { hasKeys, jsonFiles } from '../files/json-kind.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import { cocoPolygon, type Drawn, drawAll } from '../files/shapes.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { boxCorners, type Corners, ovalCorners } from '../pixels/corners.ts';

const ATTRIBUTE = z.object({ type: z.string(), options: z.record(z.string(), z.unknown()).optional() });
const IMAGE = z.object({
  filename: z.string().min(1),
  regions: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]),
});
const REGION = z.object({
  shape_attributes: z.looseObject({ name: z.string() }),
  region_attributes: z.record(z.string(), z.unknown()),
});
const CORNERS = z.object({ all_points_x: z.array(z.number()), all_points_y: z.array(z.number()) });
const RECT = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const CIRCLE = z.object({ cx: z.number(), cy: z.number(), r: z.number() });
/** `theta` is in radians. */
const ELLIPSE = z.object({
  cx: z.number(),
  cy: z.number(),
  rx: z.number(),
  ry: z.number(),
  theta: z.number().optional(),
});
/** Kinds of attributes whose values are chosen from a list. */
const CHOSEN = ['dropdown', 'radio', 'checkbox'];

type Attributes = Readonly<Record<string, z.infer<typeof ATTRIBUTE>>>;

/** VGG Image Annotator: a project or its annotations, regions named by an attribute of theirs; polygons by COCO's rule. */
export const via: LayoutReader = {
  takes: ['pick'],
  recognises: async (files) => (await jsonFiles(files)).some(({ value }) => metadataOf(value) !== null),
  read: async (files, { pick }) => {
    const names = new Names();
    const images = new Map<string, LayoutImage>();
    const annotations: string[] = [];
    const left = { without: 0, nameless: 0 };
    for (const file of files.matching(/\.json$/iu)) {
      const path = files.open(file, { where: file });
      const value = await readJson(path);
      const metadata = metadataOf(value);
      if (metadata === null) continue;
      annotations.push(path);
      const attributes = attributesOf(value, path);
      const attribute = chooseAttribute(attributes, { pick, metadata, path });
      for (const name of Object.keys(attributes[attribute]?.options ?? {})) names.labelOf(name);
      for (const [key, one] of Object.entries(metadata)) {
        const image = imageOf(one, { files, path, key, names, attribute, left });
        if (images.has(image.file))
          throw new DatasetError(
            `${path}, ${image.item}: another entry has the same picture (${image.file}). Keep one of them.`,
          );
        images.set(image.file, image);
      }
    }
    const notes = [
      ...(left.without > 0 ? [`${left.without} points and lines have no area: they are left out.`] : []),
      ...(left.nameless > 0 ? [`${left.nameless} regions have no value of the attribute: they are left out.`] : []),
    ];
    return {
      names: names.list,
      voids: [],
      images: [...images.values()],
      boxed: names.boxed,
      annotations,
      upright: true,
      notes,
    };
  },
};

/** The entries of pictures: of a project, or the whole of exported annotations. */
function metadataOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (hasKeys(value, '_via_img_metadata')) return value._via_img_metadata as Record<string, unknown>;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.values(value);
  return entries.length > 0 && entries.every((entry) => hasKeys(entry, 'filename', 'regions'))
    ? (value as Record<string, unknown>)
    : null;
}

function attributesOf(value: unknown, path: string): Attributes {
  if (!hasKeys(value, '_via_attributes') || !hasKeys(value._via_attributes, 'region')) return {};
  return expectForm(z.record(z.string(), ATTRIBUTE), value._via_attributes.region, `${path}: _via_attributes.region`);
}

interface ChooseContext {
  readonly pick: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly path: string;
}

/** The attribute that names regions: the one asked for, the only one, or the only one with a list of values. */
function chooseAttribute(attributes: Attributes, { pick, metadata, path }: ChooseContext): string {
  const used = new Set(Object.keys(attributes));
  for (const entry of Object.values(metadata)) {
    for (const region of regionsOf(entry)) {
      if (hasKeys(region, 'region_attributes'))
        for (const name of Object.keys(region.region_attributes as object)) used.add(name);
    }
  }
  const all = [...used];
  if (pick !== null && used.has(pick)) return pick;
  const chosen = all.filter((name) => CHOSEN.includes(attributes[name]?.type ?? ''));
  const [only, ...others] = all.length === 1 ? all : chosen;
  if (pick === null && only !== undefined && others.length === 0) return only;
  throw new DatasetError(
    `${path}: expected ${pick === null ? 'one attribute that names regions' : `the attribute ${pick}`}, found ${all.join(', ') || 'none'}. Say which with --pick.`,
  );
}

/** A list, or in VIA 1 an object of them. */
function regionsOf(entry: unknown): unknown[] {
  if (!hasKeys(entry, 'regions') || typeof entry.regions !== 'object' || entry.regions === null) return [];
  return Object.values(entry.regions);
}

interface ImageContext {
  readonly files: DatasetFiles;
  readonly path: string;
  readonly key: string;
  readonly names: Names;
  readonly attribute: string;
  readonly left: { without: number; nameless: number };
}

function imageOf(entry: unknown, { files, path, key, names, attribute, left }: ImageContext): LayoutImage {
  const where = `${path}, image ${key}`;
  const { filename } = expectForm(IMAGE, entry, where);
  const picture = findPicture(files, filename, { where, folders: ['', 'images'] });
  const objects: Drawn[] = [];
  for (const [at, value] of regionsOf(entry).entries()) {
    const item = `${where}, region ${at}`;
    const { shape_attributes: shape, region_attributes: values } = expectForm(REGION, value, item);
    const corners = cornersOf(shape, item);
    const own = namesOf(values[attribute]);
    if (corners === null) left.without += 1;
    else if (own.length === 0) left.nameless += 1;
    else
      for (const name of own) {
        const label = names.labelOf(name);
        if (shape.name === 'rect') names.boxed.add(label);
        objects.push(cocoPolygon(corners, { label, where: item }));
      }
  }
  return {
    file: picture,
    path: files.open(picture, { where }),
    item: `image ${key}`,
    split: null,
    told: null,
    maskFile: null,
    masks: [],
    read: (frame) => drawAll(objects, frame),
  };
}

/** A value, or the boxes that are checked. */
function namesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, checked]) => (checked === true ? [name] : []));
}

/** Null where the shape has no area. */
function cornersOf(shape: z.infer<typeof REGION>['shape_attributes'], where: string): Corners | null {
  switch (shape.name) {
    case 'rect': {
      const { x, y, width, height } = expectForm(RECT, shape, where);
      return boxCorners({ left: x, top: y, right: x + width, bottom: y + height });
    }
    case 'circle': {
      const { cx, cy, r } = expectForm(CIRCLE, shape, where);
      return ovalCorners({ cx, cy, rx: r, ry: r, angle: 0 });
    }
    case 'ellipse': {
      const { theta = 0, ...oval } = expectForm(ELLIPSE, shape, where);
      return ovalCorners({ ...oval, angle: theta });
    }
    case 'polygon': {
      const { all_points_x: xs, all_points_y: ys } = expectForm(CORNERS, shape, where);
      if (xs.length !== ys.length)
        throw new DatasetError(`${where}: ${xs.length} points have an x, ${ys.length} a y. Correct the file.`);
      return xs.flatMap((x, at) => [x, ys[at] as number]);
    }
    case 'polyline':
    case 'point':
      return null;
    default:
      throw new DatasetError(
        `${where}: the shape "${shape.name}" is none that is read: rect, circle, ellipse, polygon, polyline, point.`,
      );
  }
}
