import { readConceptMask, readDrawnRange, readMasks, readSheet, readThumbnail, type Store } from '@strata/db';
import { type Request, type Response, Router } from 'express';
import type { KeptHits } from '../kept/kept-hits.ts';
import { type CallerStores, leftSignal } from '../limits/caller-stores.ts';
import { whoAsks } from '../limits/who-asks.ts';
import type { StoredMasks } from './draw-overlay.ts';
import type { Painter } from './painter.ts';
import type { Picture } from './picture.ts';

const OVERLAY_WIDTH_MAX = 1024;
/** A range's rows are written once and never change, so neither does what is drawn of them. */
const FOR_EVER = 'max-age=31536000, immutable';
/** The same, where indexing again may replace the photographs, which drawing each time would cost too much to find out. */
const FOR_A_DAY = 'max-age=86400';
/** Indexing again may replace a picture: ask each time whether it is still the same. */
const REVALIDATED = 'max-age=0, must-revalidate';

/**
 * Serves pictures, masks and overlays; express adds strong ETags and answers 304. No text of a path reaches the disk.
 * Unless `shared`, caches between server and reader keep nothing: the next reader may have no key.
 */
export function mediaRouter(
  storeFor: CallerStores,
  { shared, painter, kept }: { shared: boolean; painter: Painter; kept: KeptHits | null },
): Router {
  const router = Router();
  const paint = (picture: Picture, request: Request, response: Response) =>
    painter.draw(picture, { who: whoAsks(request, response), signal: leftSignal(response) });
  const scope = shared ? 'public' : 'private';
  router.use((request, _, next) => {
    // `fetch` adds no-cache to every conditional request, and express then never answers 304; what is sent is current anyway.
    delete request.headers['cache-control'];
    next();
  });
  router.get('/samples/:name', async (request, response) => {
    const id = /^(\d{1,15})\.webp$/.exec(request.params.name)?.[1];
    const thumbnail = id === undefined ? undefined : await readThumbnail(storeFor(request, response), Number(id));
    if (thumbnail) send(response, { type: 'image/webp', bytes: thumbnail, cached: `${scope}, ${REVALIDATED}` });
    else response.sendStatus(404);
  });
  router.get('/concept-masks/:sample/:name', async (request, response) => {
    const { sample, name } = request.params;
    const concept = /^(\d{1,15})\.png$/.exec(name)?.[1];
    const found =
      concept !== undefined && /^\d{1,15}$/.test(sample)
        ? await readConceptMask(storeFor(request, response), { sampleId: Number(sample), conceptId: Number(concept) })
        : undefined;
    if (!found) return void response.sendStatus(404);
    send(response, {
      type: 'image/png',
      bytes: await paint({ kind: 'concept', mask: found }, request, response),
      cached: `${scope}, ${FOR_EVER}`,
    });
  });
  router.get('/sheets/:name', async (request, response) => {
    const cluster = /^(\d{1,15})\.webp$/.exec(request.params.name)?.[1];
    const samples = cluster === undefined ? [] : await readSheet(storeFor(request, response), Number(cluster));
    if (samples.length === 0) return void response.sendStatus(404);
    const bytes = await paint({ kind: 'sheet', samples }, request, response);
    send(response, { type: 'image/webp', bytes, cached: `${scope}, ${FOR_A_DAY}` });
  });
  router.get('/drawn/:cluster/:name', async (request, response) => {
    const { cluster, name } = request.params;
    const sample = /^(\d{1,15})\.png$/.exec(name)?.[1];
    const isPlace = sample !== undefined && /^\d{1,15}$/.test(cluster);
    const place = isPlace ? { clusterId: Number(cluster), sampleId: Number(sample) } : null;
    const found = kept && place && (await readDrawnRange(storeFor(request, response), place));
    if (!kept || !found) return void response.sendStatus(404);
    const { runId, configHash, unitsDone, ...range } = found;
    const asking = { who: whoAsks(request, response), signal: leftSignal(response) };
    const { masks } = await kept.for(asking).rangeMasks({ run: { runId, configHash, unitsDone }, ...range });
    if (!masks) return void response.sendStatus(404);
    const bytes = await paint({ kind: 'stencils', masks }, request, response);
    send(response, { type: 'image/png', bytes, cached: `${scope}, ${FOR_A_DAY}` });
  });
  const drawn = (path: string, of: (masks: StoredMasks, width: number | undefined) => Picture) =>
    router.get(path, async (request, response) => {
      const { cluster, name } = request.params as Readonly<Record<string, string>>;
      const masks = await findMasks(storeFor(request, response), { cluster, name });
      if (!masks) return void response.sendStatus(404);
      const bytes = await paint(of(masks, widthOf(request.query.w)), request, response);
      send(response, { type: 'image/png', bytes, cached: `${scope}, ${FOR_EVER}` });
    });
  drawn('/overlays/:cluster/:name', (masks, width) => ({ kind: 'overlay', masks, width }));
  drawn('/masks/:cluster/:name', (masks) => ({ kind: 'mask', masks }));
  drawn('/stencils/:cluster/:name', (masks) => ({ kind: 'stencils', masks }));
  return router;
}

async function findMasks(
  store: Store,
  { cluster, name }: { cluster: string | undefined; name: string | undefined },
): Promise<StoredMasks | undefined> {
  const rank = /^(\d{1,9})\.png$/.exec(name ?? '')?.[1];
  if (rank === undefined || cluster === undefined || !/^\d{1,15}$/.test(cluster)) return undefined;
  return readMasks(store, { clusterId: Number(cluster), rank: Number(rank) });
}

function send(response: Response, { type, bytes, cached }: { type: string; bytes: Uint8Array; cached: string }): void {
  response.set('cache-control', cached).type(type).send(Buffer.from(bytes));
}

/** The width asked for in pixels, at most 1024; anything else leaves the masks' own. */
function widthOf(text: unknown): number | undefined {
  const width = typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return width > 0 ? Math.min(width, OVERLAY_WIDTH_MAX) : undefined;
}
