import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { MaskShape } from '../../probe-dataset.ts';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { findPicture } from '../files/find-picture.ts';
import { hasKeys, jsonFiles } from '../files/json-kind.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import { cocoPolygon, type Drawn, drawAll, placedMask } from '../files/shapes.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { brushBits } from '../pixels/brush-runs.ts';
import { boxCorners, ovalCorners, radians, turned } from '../pixels/corners.ts';

const TASK = z.object({ id: z.unknown(), data: z.record(z.string(), z.unknown()), annotations: z.array(z.unknown()) });
const ANNOTATION = z.object({ was_cancelled: z.boolean().nullish(), result: z.array(z.unknown()) });
const REGION = z.object({
  type: z.string(),
  original_width: z.int().positive().optional(),
  original_height: z.int().positive().optional(),
  image_rotation: z.number().nullish(),
  value: z.record(z.string(), z.unknown()),
});
const BOX = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  rotation: z.number().nullish(),
});
const OVAL = z.object({
  x: z.number(),
  y: z.number(),
  radiusX: z.number(),
  radiusY: z.number(),
  rotation: z.number().nullish(),
});
const POLYGON = z.object({ points: z.array(z.tuple([z.number(), z.number()])) });
const BRUSH = z.object({ rle: z.array(z.int().min(0).max(255)) });
const NAMES = z.array(z.string().min(1));
const PICTURE = /\.(?:jpe?g|png|webp|gif|tiff?)(?:$|\?)/iu;

/** Label Studio's JSON: per cent of the picture, rectangles turned about their corner, brushes whose alpha counts. */
export const labelStudio: LayoutReader = {
  recognises: async (files) => (await jsonFiles(files)).some(({ value }) => isProject(value)),
  read: async (files) => {
    const names = new Names();
    const images: LayoutImage[] = [];
    const annotations: string[] = [];
    const left = { without: 0 };
    for (const file of files.matching(/\.json$/iu)) {
      const path = files.open(file, { where: file });
      const value = await readJson(path);
      if (!isProject(value)) continue;
      annotations.push(path);
      for (const [at, one] of (value as unknown[]).entries()) {
        images.push(taskImage(one, { files, path, names, left, at }));
      }
    }
    const notes = left.without > 0 ? [`${left.without} results have no area: they are left out.`] : [];
    return { names: names.list, voids: [], images, boxed: names.boxed, annotations, upright: true, notes };
  },
};

function isProject(value: unknown): boolean {
  return Array.isArray(value) && hasKeys(value[0], 'data', 'annotations');
}

interface TaskContext {
  readonly files: DatasetFiles;
  readonly path: string;
  readonly names: Names;
  readonly left: { without: number };
  readonly at: number;
}

function taskImage(value: unknown, { files, path, names, left, at }: TaskContext): LayoutImage {
  const id = hasKeys(value, 'id') ? value.id : `number ${at}`;
  const where = `${path}, task ${id}`;
  const { data, annotations } = expectForm(TASK, value, where);
  const picture = pictureOf(data, { files, where });
  const objects: Drawn[] = [];
  let told: MaskShape | null = null;
  for (const one of annotations) {
    const { was_cancelled: cancelled, result } = expectForm(ANNOTATION, one, where);
    if (cancelled === true) continue;
    for (const [place, entry] of result.entries()) {
      const item = `${where}, result ${hasKeys(entry, 'id') ? entry.id : place}`;
      const region = expectForm(REGION, entry, item);
      const { original_width: width, original_height: height } = region;
      const labels = labelsOf(region, item);
      const draw =
        width === undefined || height === undefined ? null : drawnOf(region, { frame: { width, height }, where: item });
      if (draw === null || width === undefined || height === undefined) {
        left.without += 1;
        continue;
      }
      if (region.image_rotation)
        throw new DatasetError(
          `${item}: the picture was turned by ${region.image_rotation} degrees in the editor: such results are not read. Turn it back there.`,
        );
      if (told !== null && (told.width !== width || told.height !== height)) {
        throw new DatasetError(
          `${item}: the picture is ${width}x${height} here, and ${told.width}x${told.height} in another result.`,
        );
      }
      told = { width, height };
      for (const name of labels) {
        objects.push(draw(names.labelOf(name)));
        if (region.type.startsWith('rectangle')) names.boxed.add(names.labelOf(name));
      }
    }
  }
  return {
    file: picture,
    path: files.open(picture, { where }),
    item: `task ${id}`,
    split: null,
    told,
    maskFile: null,
    masks: [],
    read: (frame) => drawAll(objects, frame),
  };
}

type Region = z.infer<typeof REGION>;

function labelsOf({ type, value }: Region, where: string): string[] {
  const labels = value[type] ?? value.labels;
  return labels === undefined ? [] : expectForm(NAMES, labels, `${where}: ${type}`);
}

interface RegionContext {
  readonly frame: MaskShape;
  readonly where: string;
}

/** What draws a region under a label; null where it has no area. */
function drawnOf({ value }: Region, { frame, where }: RegionContext): ((label: number) => Drawn) | null {
  const { width, height } = frame;
  const [ofWidth, ofHeight] = [(share: number) => (share / 100) * width, (share: number) => (share / 100) * height];
  const polygon = (corners: readonly number[]) => (label: number) => cocoPolygon(corners, { label, where });
  if ('rle' in value) {
    const bits = brushBits(expectForm(BRUSH, value, where).rle, { ...frame, where });
    return (label) => placedMask({ bits, left: 0, top: 0, width, height }, { label, where, called: 'brush' });
  }
  if ('points' in value)
    return polygon(expectForm(POLYGON, value, where).points.flatMap(([x, y]) => [ofWidth(x), ofHeight(y)]));
  if ('radiusX' in value) {
    const { x, y, radiusX, radiusY, rotation } = expectForm(OVAL, value, where);
    return polygon(
      ovalCorners({
        cx: ofWidth(x),
        cy: ofHeight(y),
        rx: ofWidth(radiusX),
        ry: ofHeight(radiusY),
        angle: radians(rotation ?? 0),
      }),
    );
  }
  if (!('height' in value) || !('x' in value)) return null;
  const box = expectForm(BOX, value, where);
  const [left, top] = [ofWidth(box.x), ofHeight(box.y)];
  const corners = boxCorners({ left, top, right: left + ofWidth(box.width), bottom: top + ofHeight(box.height) });
  return polygon(turned(corners, { cx: left, cy: top, angle: radians(box.rotation ?? 0) }));
}

/** Of paths, of uploads ("/data/upload/1/a.png"), of local files ("/data/local-files/?d=a.png") and of addresses. */
function pictureOf(
  data: Readonly<Record<string, unknown>>,
  { files, where }: { readonly files: DatasetFiles; readonly where: string },
): string {
  const named =
    typeof data.image === 'string'
      ? data.image
      : Object.values(data).find((value) => typeof value === 'string' && PICTURE.test(value));
  if (typeof named !== 'string')
    throw new DatasetError(`${where}: expected the name of a picture in data, found none.`);
  const local = /[?&]d=([^&]+)/u.exec(named)?.[1];
  const isAddress = /^(?:\w+:\/\/|\/data\/)/u.test(named);
  const path = local ?? (isAddress ? posix.basename(named.replace(/[?#].*$/u, '')) : named);
  return findPicture(files, decoded(path), { where, folders: ['', 'images'] });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
