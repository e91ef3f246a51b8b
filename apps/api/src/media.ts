import { inflateRawSync } from 'node:zlib';
import { readMasks, readThumbnail, type Store } from '@strata/db';
import { Router } from 'express';
import sharp from 'sharp';

const AGREEMENT = [20, 184, 166, 170];
const NEURON_ONLY = [249, 115, 22, 170];
const FORMULA_ONLY = [37, 99, 235, 255];
const NEITHER = [0, 0, 0, 0];

/** Serves thumbnails and mask overlays; express adds the ETags. */
export function mediaRouter(store: Store): Router {
  const router = Router();
  router.get('/samples/:name', async (request, response) => {
    const id = /^(\d{1,15})\.webp$/.exec(request.params.name)?.[1];
    const thumbnail = id === undefined ? undefined : await readThumbnail(store, Number(id));
    if (thumbnail) response.type('image/webp').send(Buffer.from(thumbnail));
    else response.sendStatus(404);
  });
  router.get('/overlays/:cluster/:name', async (request, response) => {
    const rank = /^(\d{1,9})\.png$/.exec(request.params.name)?.[1];
    const known = rank !== undefined && /^\d{1,15}$/.test(request.params.cluster);
    const masks = known
      ? await readMasks(store, { clusterId: Number(request.params.cluster), rank: Number(rank) })
      : undefined;
    if (masks) response.type('image/png').send(await drawOverlay(masks, overlayWidth(request.query.w)));
    else response.sendStatus(404);
  });
  return router;
}

/** The width asked for in pixels, at most 1024; undefined leaves the masks' own. */
function overlayWidth(text: unknown): number | undefined {
  const width = Number(text);
  return Number.isInteger(width) && width > 0 ? Math.min(width, 1024) : undefined;
}

/** A transparent PNG of where neuron and formula agree and where each is alone. */
async function drawOverlay(
  masks: NonNullable<Awaited<ReturnType<typeof readMasks>>>,
  shownWidth = masks.width,
): Promise<Buffer> {
  const { height, width } = masks;
  const neuron = inflateRawSync(masks.bitmap);
  const formula = inflateRawSync(masks.formulaMask);
  const has = (bits: Uint8Array, pixel: number) => (((bits[pixel >> 3] ?? 0) >> (7 - (pixel & 7))) & 1) === 1;
  // Only the formula's outline: a fill would hide the photograph where the neuron is silent.
  const onEdge = (pixel: number) => {
    const column = pixel % width;
    const inside = (x: number, at: number) => x >= 0 && x < width && at >= 0 && at < height * width && has(formula, at);
    const sides = inside(column - 1, pixel - 1) && inside(column + 1, pixel + 1);
    return !(sides && inside(column, pixel - width) && inside(column, pixel + width));
  };
  const rgba = Buffer.alloc(height * width * 4);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const alone = has(formula, pixel) && onEdge(pixel) ? FORMULA_ONLY : NEITHER;
    const color = has(neuron, pixel) ? (has(formula, pixel) ? AGREEMENT : NEURON_ONLY) : alone;
    rgba.set(color, pixel * 4);
  }
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .resize({ width: shownWidth, kernel: 'nearest' })
    .png()
    .toBuffer();
}
