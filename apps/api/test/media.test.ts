import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { distanceInside } from '../src/media/distance-inside.ts';
import { drawOverlay } from '../src/media/draw-overlay.ts';
import { type OpenedStore, openSmallStore, storeConceptMask, storePicture, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
let picture: Buffer;
const CLEAR = [0, 0, 0, 0];
/** The dataset's number of `sky`. */
const SKY = 1;

beforeAll(async () => {
  opened = await openSmallStore();
  const explanations = [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }];
  await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units: [{ unit: 0, explanations }] });
  picture = await sharp({ create: { width: 4, height: 3, channels: 3, background: '#808080' } })
    .webp()
    .toBuffer();
  await storePicture(opened.store, picture);
  await storeConceptMask(opened.store, SKY);
  api = await startApi({ store: opened.store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

async function pixelsOf(path: string) {
  const response = await fetch(`${api.url}${path}`);
  expect(response.headers.get('content-type')).toBe('image/png');
  const { data, info } = await sharp(Buffer.from(await response.arrayBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * info.channels, (y * info.width + x + 1) * info.channels),
  ];
  return { width: info.width, height: info.height, at };
}

/* Masks of 5 × 2: the neuron fires at (0, 0), (1, 0), (2, 0); the formula holds in columns 0 and 1. */
it('pictures that nobody waits for any more are not drawn, and many at once are', async () => {
  const left = new AbortController();
  const gone = Array.from({ length: 20 }, () =>
    fetch(`${api.url}/media/overlays/1/1.png?w=1024`, { signal: left.signal }).catch(() => null),
  );
  left.abort();
  expect(await Promise.all(gone)).toEqual(Array(20).fill(null));
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, at) => pixelsOf(`/media/overlays/1/1.png?w=${at + 100}`)),
  );
  expect(all.map(({ width }) => width)).toEqual(Array.from({ length: 20 }, (_, at) => at + 100));
});

it('a mask is red where the neuron fires and green where the formula holds', async () => {
  const { width, height, at } = await pixelsOf('/media/masks/1/1.png');
  expect([width, height]).toEqual([5, 2]);
  expect([at(0, 0), at(2, 0), at(1, 1), at(4, 1)]).toEqual([
    [255, 255, 0],
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 0],
  ]);
});

describe('an overlay', () => {
  it('shows agreement teal, neuron only orange, formula only as an outline, and nothing elsewhere', async () => {
    const { at } = await pixelsOf('/media/overlays/1/1.png');
    expect([at(0, 0), at(2, 0), at(1, 1), at(4, 1)]).toEqual([
      [20, 184, 166, 170],
      [249, 115, 22, 170],
      [37, 99, 235, 255],
      [0, 0, 0, 0],
    ]);
  });

  it('scales to the width asked for, with a blue stroke, a light casing inside it, and no fill', async () => {
    const { width, height, at } = await pixelsOf('/media/overlays/1/1.png?w=100');
    expect([width, height]).toEqual([100, 40]);
    // Formula only: columns 0–39, rows 20–39. Up from the image’s lower edge at column 20: one pixel each, then nothing.
    expect([at(20, 39), at(20, 38), at(20, 37)]).toEqual([
      [37, 99, 235, 255],
      [255, 255, 255, 235],
      [0, 0, 0, 0],
    ]);
  });

  it('is never taller than 2048 pixels, in the masks’ own proportions', async () => {
    const masks = deflateRawSync(new Uint8Array(500));
    const tall = { bitmap: masks, formulaMask: masks, width: 2, height: 2000 };
    const { width, height } = await sharp(await drawOverlay(tall, 1024)).metadata();
    expect([width, height]).toEqual([2, 2000]);
    const taller = await sharp(await drawOverlay({ ...tall, width: 1, height: 4000 }, 1024)).metadata();
    expect([taller.width, taller.height]).toEqual([1, 2048]);
  });

  it('is never wider than 1024 pixels; a width that is none leaves the masks’ own', async () => {
    expect((await pixelsOf('/media/overlays/1/1.png?w=99999')).width).toBe(1024);
    for (const w of ['0', '-3', 'x', '1e3', '1&w=2'])
      expect((await pixelsOf(`/media/overlays/1/1.png?w=${w}`)).width).toBe(5);
  });
});

/* The same masks 224 pixels wide, 90 high: a mask's pixel is about 45 wide and high; three stencils make 270 rows. */
describe('stencils', () => {
  it('lie under each other: agreement teal, neuron only orange, and nothing where neither is', async () => {
    const { width, height, at } = await pixelsOf('/media/stencils/1/1.png');
    expect([width, height]).toEqual([224, 270]);
    expect([at(30, 10), at(112, 10), at(30, 80), at(200, 10)]).toEqual([[49, 210, 190, 255], CLEAR, CLEAR, CLEAR]);
    expect([at(30, 100), at(112, 100), at(30, 170), at(200, 100)]).toEqual([CLEAR, [250, 137, 39, 255], CLEAR, CLEAR]);
  });

  it('outline the formula in blue, also along the image’s border, with a white casing outside and no fill', async () => {
    const { at } = await pixelsOf('/media/stencils/1/1.png');
    // The formula's edge lies where columns 1 and 2 meet, at 89.6.
    const inside = at(88, 225);
    const outside = at(91, 225);
    expect(inside.slice(0, 3)).toEqual([40, 103, 228]);
    expect(outside.slice(0, 3)).toEqual([255, 255, 255]);
    expect(Math.min(inside[3] ?? 0, outside[3] ?? 0)).toBeGreaterThan(120);
    expect(at(1, 225)).toEqual([40, 103, 228, 255]);
    expect([at(45, 225), at(150, 225)]).toEqual([CLEAR, CLEAR]);
  });
});

it('a concept’s mask is a stencil: opaque where it is, clear elsewhere, and listed only where it is somewhere', async () => {
  const answer = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        '{ units(first: 1) { nodes { clusters { samples { conceptMasks { pixels maskUrl concept { name } } } } } } }',
    }),
  });
  const { data } = (await answer.json()) as {
    data: {
      units: {
        nodes: {
          clusters: { samples: { conceptMasks: { pixels: number; maskUrl: string; concept: { name: string } }[] }[] }[];
        }[];
      };
    };
  };
  const [first, second] = data.units.nodes[0]?.clusters[0]?.samples ?? [];
  const [mask] = first?.conceptMasks ?? [];
  expect(first?.conceptMasks).toHaveLength(1);
  expect([mask?.pixels, mask?.concept.name]).toEqual([1, 'sky']);
  expect(second?.conceptMasks).toEqual([]);
  const { width, height, at } = await pixelsOf(mask?.maskUrl ?? '');
  expect([width, height]).toEqual([5, 2]);
  expect([at(0, 0), at(1, 0)]).toEqual([
    [255, 255, 255, 255],
    [0, 0, 0, 0],
  ]);
});

describe('caching', () => {
  it.each([
    '/media/masks/1/1.png',
    '/media/overlays/1/2.png?w=50',
    '/media/stencils/1/1.png',
    '/media/concept-masks/1/1.png',
  ])('%s stays for ever', async (path) => {
    const response = await fetch(`${api.url}${path}`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"/);
    expect((await fetch(`${api.url}${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('a picture is asked for again each time, and answered 304 until it changes', async () => {
    const path = `${api.url}/media/samples/1.webp`;
    const response = await fetch(path);
    expect(response.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    const etag = response.headers.get('etag') ?? '';
    expect(Buffer.from(await response.arrayBuffer())).toEqual(picture);
    const headers = { 'if-none-match': etag };
    expect((await fetch(path, { headers })).status).toBe(304);
    await storePicture(opened.store, Buffer.concat([picture, Buffer.alloc(1)]));
    expect((await fetch(path, { headers })).status).toBe(200);
  });
});

it.each([
  '/media/samples/2.webp',
  '/media/samples/999.webp',
  '/media/samples/1.png',
  '/media/samples/..%2f..%2f..%2fetc%2fpasswd',
  '/media/samples/1.webp%00.png',
  '/media/samples/99999999999999999999.webp',
  '/media/overlays/1/9.png',
  '/media/overlays/9/1.png',
  '/media/stencils/9/1.png',
  '/media/masks/1/9999999999999.png',
  '/media/masks/..%2f1/1.png',
  '/media/masks/1%27%20or%201=1/1.png',
  '/media/masks/-1/1.png',
  '/media/masks/1',
  '/media/concept-masks/1/99999.png',
  '/media/concept-masks/2/1.png',
  '/media/concept-masks/1/1.webp',
  '/media/concept-masks/..%2f1/1.png',
  '/media/',
])('%s is 404', async (path) => {
  const response = await fetch(`${api.url}${path}`);
  expect([response.status, await response.text()]).toEqual([404, 'Not Found']);
});

it('a path that cannot be decoded is refused without a stack', async () => {
  const response = await fetch(`${api.url}/media/samples/%ff.webp`);
  expect(response.status).toBe(400);
  expect(await response.text()).not.toContain('node_modules');
});

it('depth counts from the mask’s edge and the image’s', () => {
  // 5 × 3, all set but the last column.
  const mask = Uint8Array.from([1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0]);
  expect([...distanceInside(mask, { width: 5, height: 3 })]).toEqual([1, 1, 1, 1, 0, 1, 2, 2, 1, 0, 1, 1, 1, 1, 0]);
});
