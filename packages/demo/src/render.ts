import sharp from 'sharp';
import { nameColor } from './color-names.ts';
import type { Time } from './concepts.ts';
import { conceptIndex } from './concepts.ts';
import type { Drawing, Shape } from './drawing.ts';
import type { Random } from './random.ts';

export const PICTURE_SIDE = 128;
/** Planes of labels.npy, in order: scene, time of day, object, part, material, colour. */
export const PLANE_COUNT = 6;

const PIXELS = PICTURE_SIDE * PICTURE_SIDE;
const OPEN = `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_SIDE}" height="${PICTURE_SIDE}">`;
const LIGHT: Record<Time, readonly [number, number, number]> = {
  noon: [1, 1, 0.98],
  sunset: [1.02, 0.84, 0.76],
  night: [0.5, 0.56, 0.76],
};
const SELF_LIT = new Set(['sky', 'sun', 'moon', 'star', 'room window']);
const SELF_LIT_PARTS = new Set(['window', 'lamp head', 'car light']);

/** Renders a drawing's picture as (row, column, rgb) bytes, with the light of its time of day and a little grain. */
export async function renderPicture(drawing: Drawing, random: Random): Promise<Uint8Array> {
  const definitions: string[] = [];
  const shapes = drawing.shapes.map(
    (shape, index) => `<${shape.geometry} fill="${paintOf(shape, index, drawing.time, definitions)}"/>`,
  );
  const pixels = await rasterize(`${OPEN}<defs>${definitions.join('')}</defs>${shapes.join('')}</svg>`);
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const grain = (random.next() + random.next() - 1) * 11;
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel;
      pixels[at] = Math.max(0, Math.min(255, Math.round((pixels[at] ?? 0) + grain)));
    }
  }
  return pixels;
}

/** Exact label planes (plane, row, column) of a drawing; the colour plane is read off the given picture. */
export async function renderLabels(drawing: Drawing, picture: Uint8Array): Promise<Uint16Array> {
  const labels = new Uint16Array(PLANE_COUNT * PIXELS);
  labels.fill(conceptIndex(drawing.scene), 0, PIXELS);
  labels.fill(conceptIndex(drawing.time), PIXELS, 2 * PIXELS);
  const kinds = ['object', 'part', 'material'] as const;
  for (const [offset, kind] of kinds.entries()) {
    const shapes = drawing.shapes.map((shape) => `<${shape.geometry} fill="rgb(${conceptIndex(shape[kind])},0,0)"/>`);
    const plane = await rasterize(`${OPEN}<g shape-rendering="crispEdges">${shapes.join('')}</g></svg>`);
    for (let pixel = 0; pixel < PIXELS; pixel++) labels[(2 + offset) * PIXELS + pixel] = plane[pixel * 3] ?? 0;
  }
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const at = pixel * 3;
    labels[5 * PIXELS + pixel] = conceptIndex(nameColor(picture[at] ?? 0, picture[at + 1] ?? 0, picture[at + 2] ?? 0));
  }
  return labels;
}

async function rasterize(svg: string): Promise<Uint8Array> {
  const { data } = await sharp(Buffer.from(svg))
    .flatten({ background: '#000' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data;
}

function paintOf(shape: Shape, index: number, time: Time, definitions: string[]): string {
  const lit = SELF_LIT.has(shape.object) || (shape.part !== undefined && SELF_LIT_PARTS.has(shape.part));
  const light = lit ? LIGHT.noon : LIGHT[time];
  if (typeof shape.paint === 'string') return lighten(shape.paint, light);
  const [top, bottom] = shape.paint;
  definitions.push(
    `<linearGradient id="g${index}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${lighten(top, light)}"/><stop offset="1" stop-color="${lighten(bottom, light)}"/></linearGradient>`,
  );
  return `url(#g${index})`;
}

function lighten(hex: string, light: readonly [number, number, number]): string {
  const channels = light.map((factor, channel) =>
    Math.min(255, Math.round(Number.parseInt(hex.slice(1 + channel * 2, 3 + channel * 2), 16) * factor)),
  );
  return `rgb(${channels.join(',')})`;
}
