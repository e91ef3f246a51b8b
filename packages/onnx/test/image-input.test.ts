import { expect, test } from 'vitest';
import { fillPixels, preprocessingSchema } from '../src/index.ts';

/** Two pixels side by side: (10, 20, 30) and (40, 50, 60). */
const pixels = { data: Uint8Array.of(10, 20, 30, 40, 50, 60), width: 2, height: 1 };
const preprocessing = preprocessingSchema.parse({
  width: 2,
  height: 1,
  scale: 0.5,
  mean: [1, 2, 3],
  standardDeviation: [2, 4, 8],
});

test('a factor changes the pixel, before scale, mean and deviation', () => {
  const into = new Float32Array(6);
  fillPixels(pixels, { into, preprocessing, factors: Float32Array.of(1, 0.5) });
  // (10·0.5 − 1)/2 = 2, (40·0.5·0.5 − 1)/2 = 4.5; (20·0.5 − 2)/4 = 2, (50·0.25 − 2)/4 = 2.625; (30·0.5 − 3)/8 = 1.5, (60·0.25 − 3)/8 = 1.5.
  expect([...into]).toEqual([2, 4.5, 2, 2.625, 1.5, 1.5]);
});

test('factors of 1 give the very values that no factors give, in any layout and channel order', () => {
  for (const other of [{}, { layout: 'nhwc' }, { channelOrder: 'bgr' }] as const) {
    const [plain, factored] = [new Float32Array(6), new Float32Array(6)];
    const options = { preprocessing: { ...preprocessing, scale: 1 / 255, ...other } };
    fillPixels(pixels, { ...options, into: plain });
    fillPixels(pixels, { ...options, into: factored, factors: Float32Array.of(1, 1) });
    expect(factored).toEqual(plain);
  }
});
