import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findTensor,
  type LayerActivations,
  type LayoutRequest,
  openLayerSession,
  preprocessingSchema,
  readModel,
} from '../src/index.ts';
import { type LayoutQuestion, layoutOf } from '../src/layout/layer-layout.ts';
import { makeLayoutTwins } from './layout-twins.ts';

const square = (side: number) => ({ height: side, width: side });
const NOTHING_BESIDE = { classTokens: 0, tailTokens: 0, tokenOrder: 'rows' };
const infer = (shape: (number | null)[], image = square(224), other: Partial<LayoutQuestion> = {}) =>
  layoutOf([null, ...shape], { image, ...other });
const tokens = (grid: { height: number; width: number }, classTokens: number) => ({
  layout: { order: 'tokens', units: 8, grid, classTokens, tailTokens: 0, tokenOrder: 'rows' },
  reason: null,
});

describe('the layout of tokens', () => {
  test.each([
    ['ViT-B/16', 197, 224, square(14), 1],
    ['ViT-B/32', 50, 224, square(7), 1],
    ['ViT-L/14 at 336', 577, 336, square(24), 1],
    ['DeiT distilled', 198, 224, square(14), 2],
    ['DINOv2 with registers', 261, 224, square(16), 5],
    ['DINOv2 at 518', 1370, 518, square(37), 1],
    ['DINOv3, patches of 16', 201, 224, square(14), 5],
    ['Swin, first stage', 3136, 224, square(56), 0],
    ['Swin, last stage', 49, 224, square(7), 0],
    ['maps of a convolution that drops pixels', 169, 227, square(13), 0],
  ])('is inferred for %s: %i tokens of %i pixels', (_, count, side, grid, classTokens) => {
    expect(infer([count, 8], square(side))).toEqual(tokens(grid, classTokens));
  });

  test('follows the image’s proportions, height first', () => {
    // Eight units would be a grid of 2×4, too.
    const asked = { request: { layout: 'tokens' } } as const;
    // Patches of 16: 180×320 has none; 10 rows of 20 of 16×16 pixels in 160×320.
    expect(infer([201, 8], { height: 160, width: 320 }, asked)).toEqual(tokens({ height: 10, width: 20 }, 1));
    expect(infer([200, 8], { height: 320, width: 160 }, asked)).toEqual(tokens({ height: 20, width: 10 }, 0));
    // 90×160 at stride 16, rounded up.
    expect(infer([60, 8], { height: 90, width: 160 }, asked)).toEqual(tokens({ height: 6, width: 10 }, 0));
  });

  test('is as asked for', () => {
    const grid = { height: 4, width: 49 };
    expect(infer([197, 8], square(224), { request: { tokenGrid: grid } })).toEqual(tokens(grid, 1));
    expect(infer([6, 8], square(224), { request: { classTokens: 5 } })).toEqual(tokens(square(1), 5));
    // More than are taken for class tokens without a word: 16 registers behind a 14×14 grid's class token.
    expect(infer([213, 8])).toMatchObject({ layout: null });
    expect(infer([213, 8], square(224), { request: { classTokens: 17 } })).toEqual(tokens(square(14), 17));
  });

  test('is known once the number of tokens is', () => {
    expect(infer([null, 8])).toMatchObject({ layout: { order: 'tokens', units: 8, grid: null } });
  });

  test.each<[string, number, LayoutRequest, RegExp]>([
    [
      'several grids',
      6,
      {},
      /has 6 tokens, which can be 2 \+ 2×2, or 5 \+ 1×1; say which with --token-grid or --class-/,
    ],
    [
      'no grid',
      77,
      {},
      /has 77 tokens, which are no grid of the proportions of a 224×224 image .* up to 9 class tokens/,
    ],
    [
      'another grid',
      197,
      { tokenGrid: square(15) },
      /has 197 tokens, which are not a grid of 15×15; correct --token-grid/,
    ],
    [
      'a grid and class tokens that don’t add up',
      197,
      { tokenGrid: square(14), classTokens: 2 },
      /not a grid of 14×14 and 2 class tokens/,
    ],
    ['too few', 3, { classTokens: 4 }, /no grid .* behind 4 class tokens/],
    [
      'other dimensions',
      197,
      { layout: 'nchw' },
      /has 3 dimensions, while --layer-layout nchw means \(batch, units, h, w\)/,
    ],
  ])('is refused for %s, with the flag that helps', (_, count, request, reason) => {
    expect(infer([count, 8], square(224), { request }).reason).toMatch(reason);
  });
});

describe('the layout of four dimensions', () => {
  const nchw = (units: number, height: number, width: number) => ({
    layout: { order: 'nchw' as const, units, grid: { height, width }, ...NOTHING_BESIDE },
    reason: null,
  });
  const nhwc = (units: number, height: number, width: number) => ({
    layout: { order: 'nhwc' as const, units, grid: { height, width }, ...NOTHING_BESIDE },
    reason: null,
  });

  test('is the order in which the map has the image’s proportions', () => {
    expect(infer([96, 56, 56])).toEqual(nchw(96, 56, 56));
    expect(infer([56, 56, 96])).toEqual(nhwc(96, 56, 56));
    expect(infer([8, 6, 10], { height: 90, width: 160 })).toEqual(nchw(8, 6, 10));
    expect(infer([6, 10, 8], { height: 90, width: 160 })).toEqual(nhwc(8, 6, 10));
    // Both within a place of a map of 4×4, one is it.
    expect(infer([4, 4, 5], square(16))).toEqual(nhwc(5, 4, 4));
  });

  test('is what the operators around it say, whatever the shape', () => {
    expect(infer([7, 7, 7], square(224), { traced: nhwc(7, 7, 7) })).toEqual(nhwc(7, 7, 7));
    expect(infer([4, 50, 3], square(224), { traced: nchw(4, 50, 3) })).toEqual(nchw(4, 50, 3));
  });

  test('is what is asked for, whatever they say', () => {
    const request: LayoutRequest = { layout: 'nhwc' };
    expect(infer([96, 56, 56], square(224), { traced: nchw(96, 56, 56), request })).toEqual(nhwc(56, 96, 56));
  });

  test.each([
    ['both orders fit', [7, 7, 7], /can be \(batch, units, h, w\) as well as \(batch, h, w, units\).*--layer-layout/],
    ['attention weights', [12, 197, 197], /is no map .*: perhaps attention weights/],
    ['heads of tokens', [12, 197, 64], /is no map /],
  ])('is refused when %s', (_, shape, reason) => {
    expect(infer(shape).reason).toMatch(reason);
  });

  test('five dimensions are refused, and a vector is one place', () => {
    expect(infer([1, 2, 3, 4]).reason).toMatch(/has 5 dimensions, not \(batch, units, h, w\)/);
    expect(infer([10])).toMatchObject({ layout: { order: 'vector', units: 10, grid: square(1) } });
  });
});

describe('one network whose layer is laid out in every way', () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata-layouts-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'twins.onnx');
  const images = [0, 1, 2].map((i) => join(folder, `${i}.png`));
  const preprocessing = preprocessingSchema.parse({ width: 16, height: 8 });

  beforeAll(async () => {
    writeFileSync(path, makeLayoutTwins({ height: 8, width: 16 }));
    for (const [i, image] of images.entries()) {
      const noise = Buffer.from(Array.from({ length: 16 * 8 * 3 }, (_, at) => (at * 37 + i * 91) % 251));
      await sharp(noise, { raw: { width: 16, height: 8, channels: 3 } })
        .png()
        .toFile(image);
    }
  });

  test.each([
    ['channels last', 'nhwc', {}],
    ['channels last, made of tokens', 'nhwc_late', {}],
    ['channels first, made of tokens', 'nchw_late', {}],
    ['tokens', 'tokens', {}],
    ['tokens behind a class token', 'class_tokens', {}],
    ['tokens behind a class token and four registers', 'register_tokens', {}],
  ])('gives the values of the convolution, %s', async (_, layer, request) => {
    const session = await openLayerSession(path, { layers: ['conv', layer], preprocessing, request, batchSize: 2 });
    for (const batch of [images.slice(0, 2), images.slice(2)]) {
      const { layers } = await session.run(await session.prepare(batch));
      const [expected, found] = layers as [LayerActivations, LayerActivations];
      expect(expected.shape).toEqual([batch.length, 5, 2, 4]);
      expect(new Set(expected.data).size).toBeGreaterThan(20);
      const { shape, data } = found;
      expect({ shape, data }).toEqual({ shape: expected.shape, data: expected.data });
    }
    await session.close();
  });

  test('is listed with what is inferred', async () => {
    const model = await readModel(path);
    const grid = { height: 2, width: 4 };
    expect(findTensor(model, 'nhwc')).toMatchObject({ layout: 'nhwc', units: 5, grid, probeable: true });
    expect(findTensor(model, 'class_tokens')).toMatchObject({ layout: 'tokens', units: 5, grid, classTokens: 1 });
    expect(findTensor(model, 'dense')).toMatchObject({ layout: 'vector', units: 5, grid: { height: 1, width: 1 } });
    expect(findTensor(model, 'heads')).toMatchObject({ layout: null, probeable: false });
  });
});
