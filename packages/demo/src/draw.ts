import type { Scene } from './concepts.ts';
import { createPen, type Drawing, type Pen } from './drawing.ts';
import { createRandom, type Random } from './random.ts';
import { renderLabels, renderPicture } from './render.ts';
import { drawDesert, drawField, drawForest, drawWinter } from './scenes/land.ts';
import { drawRoom, drawStreet } from './scenes/town.ts';
import { drawCoast, drawHarbour } from './scenes/water.ts';
import { type Draw, drawVariables, type Variables } from './variables.ts';

const PAINTERS: Record<Scene, (pen: Pen, variables: Variables, random: Random) => void> = {
  street: drawStreet,
  coast: drawCoast,
  forest: drawForest,
  room: drawRoom,
  field: drawField,
  winter: drawWinter,
  desert: drawDesert,
  harbour: drawHarbour,
};

export interface DrawnSample extends Drawing {
  /** (row, column, rgb) bytes. */
  readonly picture: Uint8Array;
}

/** Describes one sample of the world; every sample has a generator of its own, so that samples do not depend on their number. */
export function describeSample(
  sample: number,
  { seed, draw }: { seed: number; draw: Draw },
): { drawing: Drawing; random: Random } {
  const random = createRandom(
    Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(sample + 1, 0x85ebca6b) ^ (draw === 'probe' ? 0 : 0x27d4eb2f),
  );
  const variables = drawVariables(sample, draw, random);
  const pen = createPen();
  PAINTERS[variables.scene](pen, variables, random);
  return { drawing: { scene: variables.scene, time: variables.time, shapes: pen.shapes }, random };
}

/** Draws one sample's picture without its labels. */
export async function drawSample(sample: number, options: { seed: number; draw: Draw }): Promise<DrawnSample> {
  const { drawing, random } = describeSample(sample, options);
  return { ...drawing, picture: await renderPicture(drawing, random) };
}

/** Draws one sample with its labels (plane, row, column). */
export async function drawLabelledSample(
  sample: number,
  options: { seed: number; draw: Draw },
): Promise<DrawnSample & { labels: Uint16Array }> {
  const drawn = await drawSample(sample, options);
  return { ...drawn, labels: await renderLabels(drawn, drawn.picture) };
}
