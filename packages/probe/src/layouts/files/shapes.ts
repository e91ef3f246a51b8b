import { DatasetError } from '@strata/domain';
import type { MaskShape } from '../../probe-dataset.ts';
import { polygonRuns } from '../pixels/coco-polygon.ts';
import { drawPolygon } from '../pixels/drawn-polygon.ts';
import { type PlacedBits, PlaneStack } from '../pixels/plane-stack.ts';

/** An object of an image: adds its pixels to the planes. */
export type Drawn = (stack: PlaneStack) => void | Promise<void>;

/** The numbers of a polygon's corners at the least. */
const NUMBERS_MIN = 6;

/** Planes of all objects, in the frame asked for. */
export async function drawAll(objects: readonly Drawn[], frame: MaskShape): Promise<readonly Uint16Array[]> {
  const stack = new PlaneStack(frame);
  for (const draw of objects) await draw(stack);
  return stack.planes;
}

/** @throws DatasetError when it isn't an even count of numbers, three corners at the least */
export function requirePolygon(polygon: unknown, where: string): readonly number[] {
  if (!Array.isArray(polygon) || !polygon.every((value) => typeof value === 'number' && Number.isFinite(value))) {
    throw new DatasetError(`${where}: expected a polygon as a list of numbers, x and y in turn, found something else.`);
  }
  if (polygon.length % 2 === 0 && polygon.length >= NUMBERS_MIN) return polygon as number[];
  throw new DatasetError(
    `${where}: a polygon needs an even count of at least six numbers, x and y in turn; this one has ${polygon.length}.`,
  );
}

/** A polygon by COCO's rule: left and top edge in, right and bottom edge out. @throws DatasetError as `requirePolygon` */
export function cocoPolygon(
  corners: unknown,
  { label, where }: { readonly label: number; readonly where: string },
): Drawn {
  const polygon = requirePolygon(corners, where);
  return (stack) => stack.addRuns(polygonRuns(polygon, stack, where), label);
}

/** A polygon with its boundary, as Pillow draws it. @throws DatasetError as `requirePolygon` */
export function outlinedPolygon(
  points: readonly (readonly [number, number])[],
  { label, where }: { readonly label: number; readonly where: string },
): Drawn {
  requirePolygon(points.flat(), where);
  return (stack) => drawPolygon(points, stack, (pixel) => stack.mark(pixel, label));
}

/** A rectangle with its corners inside; what lies outside the image is left out. */
export function closedBox(
  a: readonly [number, number],
  { b, label }: { readonly b: readonly [number, number]; readonly label: number },
): Drawn {
  const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])].map(Math.trunc) as [number, number];
  const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])].map(Math.trunc) as [number, number];
  return (stack) => {
    for (let y = Math.max(0, top); y <= Math.min(bottom, stack.height - 1); y += 1) {
      for (let x = Math.max(0, left); x <= Math.min(right, stack.width - 1); x += 1)
        stack.mark(y * stack.width + x, label);
    }
  };
}

/** A mask of part of the image. @throws DatasetError when it reaches out of it */
export function placedMask(
  mask: PlacedBits,
  { label, where, called = 'mask' }: { readonly label: number; readonly where: string; readonly called?: string },
): Drawn {
  return (stack) => {
    const { left, top, width, height } = mask;
    if (left < 0 || top < 0 || left + width > stack.width || top + height > stack.height) {
      throw new DatasetError(
        left < 0 || left + width > stack.width
          ? `${where}: the ${called} reaches column ${left < 0 ? left : left + width} of ${stack.width}. Correct its place.`
          : `${where}: the ${called} reaches row ${top < 0 ? top : top + height} of ${stack.height}. Correct its place.`,
      );
    }
    stack.addBits(mask, label);
  };
}
