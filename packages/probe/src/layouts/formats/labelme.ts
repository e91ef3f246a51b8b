import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import { findPicture } from '../files/find-picture.ts';
import { hasKeys, jsonFiles } from '../files/json-kind.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import { closedBox, type Drawn, drawAll, outlinedPolygon, placedMask } from '../files/shapes.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { drawBoxedOval } from '../pixels/drawn-circle.ts';
import { pngHeader, readGreyPng } from '../pixels/read-png.ts';

const POINT = z.tuple([z.number(), z.number()]);
const SIDE = z.int().positive();
const FORM = z.object({
  imagePath: z.string().min(1),
  imageHeight: SIDE.nullish(),
  imageWidth: SIDE.nullish(),
  shapes: z.array(z.unknown()),
});
const SHAPE = z.object({
  label: z.string().min(1),
  points: z.array(POINT).min(1),
  shape_type: z.string().nullish(),
  mask: z.string().nullish(),
});
type Shape = z.infer<typeof SHAPE>;
/** A larger one would be walked for minutes. */
const RADIUS_MAX = 1_000_000;
/** They have no area. */
const LINES = ['line', 'linestrip', 'point', 'points'];

interface Place {
  readonly label: number;
  readonly where: string;
}

/** labelme: a JSON file a picture, beside it or elsewhere in the dataset; shapes with their boundary, pictures upright. */
export const labelme: LayoutReader = {
  recognises: async (files) => (await jsonFiles(files)).some(({ value }) => hasKeys(value, 'shapes', 'imagePath')),
  read: async (files) => {
    const names = new Names();
    const images: LayoutImage[] = [];
    const annotations: string[] = [];
    const seen = new Map<string, string>();
    let lines = 0;
    for (const file of files.matching(/\.json$/iu)) {
      const path = files.open(file, { where: file });
      const value = await readJson(path);
      if (!hasKeys(value, 'shapes', 'imagePath')) continue;
      annotations.push(path);
      const { imagePath, imageHeight, imageWidth, shapes } = expectForm(FORM, value, path);
      // Written on Windows, folders are separated otherwise.
      const picture = findPicture(files, imagePath.replaceAll('\\', '/'), { where: path, folders: [folderOf(file)] });
      const other = seen.get(picture);
      if (other !== undefined)
        throw new DatasetError(`${path}: the picture ${picture} is that of ${other}, too. Keep one of the files.`);
      seen.set(picture, file);
      const objects: Drawn[] = [];
      for (const [at, one] of shapes.entries()) {
        const where = `${path}, shape ${at}`;
        const shape = expectForm(SHAPE, one, where);
        const label = names.labelOf(shape.label);
        if (LINES.includes(shape.shape_type ?? 'polygon')) lines += 1;
        else {
          if (shape.shape_type === 'rectangle') names.boxed.add(label);
          objects.push(drawnShape(shape, { label, where: `${where} (${shape.label})` }));
        }
      }
      images.push({
        file: picture,
        path: files.open(picture, { where: path }),
        item: posix.basename(file),
        split: null,
        told: imageHeight && imageWidth ? { height: imageHeight, width: imageWidth } : null,
        maskFile: null,
        masks: [],
        read: (frame) => drawAll(objects, frame),
      });
    }
    const notes = lines > 0 ? [`${lines} lines and points have no area: they are left out.`] : [];
    return { names: names.list, voids: [], images, boxed: names.boxed, annotations, upright: true, notes };
  },
};

function folderOf(file: string): string {
  const folder = posix.dirname(file);
  return folder === '.' ? '' : folder;
}

function drawnShape({ points, shape_type: kind, mask }: Shape, { label, where }: Place): Drawn {
  const [a, b] = points as [[number, number], [number, number] | undefined];
  switch (kind ?? 'polygon') {
    case 'polygon':
      return outlinedPolygon(points, { label, where });
    case 'rectangle':
      return closedBox(a, { b: second(b, where), label });
    case 'circle': {
      const [x, y] = second(b, where);
      return circle(a, { r: Math.hypot(a[0] - x, a[1] - y), label, where });
    }
    case 'mask':
      return drawnMask(a, { b: second(b, where), mask, label, where });
    default:
      throw new DatasetError(
        `${where}: the shape type "${kind}" is none that is read: polygon, rectangle, circle, mask, line, point.`,
      );
  }
}

/** The second point lies on the rim. */
function circle([cx, cy]: readonly [number, number], { r, label, where }: Place & { readonly r: number }): Drawn {
  if (r > RADIUS_MAX) throw new DatasetError(`${where}: expected a circle near the picture, found one of radius ${r}.`);
  const box = { left: cx - r, top: cy - r, right: cx + r, bottom: cy + r };
  const whole = Object.fromEntries(Object.entries(box).map(([side, at]) => [side, Math.trunc(at)])) as typeof box;
  return (stack) => drawBoxedOval(whole, stack, (pixel) => stack.mark(pixel, label));
}

function second(point: [number, number] | undefined, where: string): [number, number] {
  if (point !== undefined) return point;
  throw new DatasetError(`${where}: expected two points, found one.`);
}

interface MaskParts extends Place {
  readonly b: readonly [number, number];
  readonly mask: string | null | undefined;
}

/** The points are the first and the last pixel of the mask's box, both inside. */
function drawnMask(a: readonly [number, number], { b, mask, label, where }: MaskParts): Drawn {
  if (!mask) throw new DatasetError(`${where}: expected a mask as a PNG in base64, found none.`);
  const bytes = Buffer.from(mask, 'base64');
  const { width, height } = pngHeader(bytes, where);
  const [left, top] = [Math.trunc(a[0]), Math.trunc(a[1])];
  const box = { width: Math.trunc(b[0]) - left + 1, height: Math.trunc(b[1]) - top + 1 };
  if (box.width !== width || box.height !== height) {
    throw new DatasetError(
      `${where}: the mask is ${width}x${height}, its box ${box.width}x${box.height}. Both points are inside the box.`,
    );
  }
  return async (stack) =>
    placedMask({ bits: await readGreyPng(bytes, where), left, top, width, height }, { label, where })(stack);
}
