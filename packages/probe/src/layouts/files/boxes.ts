import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import { polygonRuns } from '../pixels/coco-polygon.ts';
import type { Drawn } from './shapes.ts';

/** How far a box may reach out of its image, in pixels: tools round, and count pixels from 0 or from 1. */
const RIM = 1;

/** x and y of the left upper corner, width and height, in pixels. */
export const BOX = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/**
 * An object that is known by its box alone: x, y, width and height, its pixels by COCO's rule (left and top edge in, right and
 * bottom edge out). What reaches out by up to a pixel is cut.
 * @param where file and item
 * @throws DatasetError at once when it has no area, and when it is drawn, when it reaches out of the image further
 */
export function boxObject(
  [x, y, width, height]: readonly [number, number, number, number],
  { label, where }: { readonly label: number; readonly where: string },
): Drawn {
  const said = `[${[x, y, width, height].join(', ')}]`;
  if (!(width > 0 && height > 0)) {
    throw new DatasetError(
      `${where}: expected a box (x, y, width, height) with an area, found ${said}. Correct it, or take the object out.`,
    );
  }
  return (stack) => {
    if (x < -RIM || y < -RIM || x + width > stack.width + RIM || y + height > stack.height + RIM) {
      throw new DatasetError(
        `${where}: the box (x, y, width, height) ${said} reaches out of the image of ${stack.width}x${stack.height}. Correct it: is it of another size of the image?`,
      );
    }
    const corners = [x, y, x, y + height, x + width, y + height, x + width, y];
    stack.addRuns(polygonRuns(corners, stack, where), label);
  };
}

/** The same of a box in shares of the image's width and height. @throws DatasetError as `boxObject`, when it is drawn */
export function shareBox(
  [x, y, width, height]: readonly [number, number, number, number],
  place: { readonly label: number; readonly where: string },
): Drawn {
  return (stack) =>
    boxObject([x * stack.width, y * stack.height, width * stack.width, height * stack.height], place)(stack);
}

/** What notes say of boxes: that they were left out, or taken. Nothing where there are none. */
export function boxNotes(
  boxes: number,
  { taken, called }: { readonly taken: boolean; readonly called: string },
): string[] {
  if (boxes === 0) return [];
  return taken
    ? [`${boxes} ${called} have a box and no mask: their boxes are taken.`]
    : [`${boxes} ${called} have a box and no mask: they are left out; --boxes takes them as weaker concepts.`];
}
