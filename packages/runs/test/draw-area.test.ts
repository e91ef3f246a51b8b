import { expect, test } from 'vitest';
import { drawArea } from '../src/kept/answer-image.ts';

const rows = (area: Uint8Array) => [0, 1].map((row) => [...area.subarray(row * 4, (row + 1) * 4)].join(''));
const draw = (...boxes: Parameters<typeof drawArea>[0]) => rows(drawArea(boxes, { height: 2, width: 4 }));

test('an area holds the pixels whose centres lie in one of its rectangles', () => {
  expect(draw({ left: 0, top: 0, right: 0.5, bottom: 0.5 })).toEqual(['1100', '0000']);
  // Centres lie at 1/8, 3/8, 5/8 and 7/8.
  expect(draw({ left: 0.12, top: 0, right: 0.63, bottom: 1 })).toEqual(['1110', '1110']);
  expect(draw({ left: 0.13, top: 0.3, right: 0.62, bottom: 1 })).toEqual(['0000', '0100']);
  expect(draw({ left: 0, top: 0, right: 0.3, bottom: 0.3 }, { left: 0.7, top: 0.6, right: 1, bottom: 1 })).toEqual([
    '1000',
    '0001',
  ]);
});

test('a rectangle between centres holds none, and no rectangle is the whole image', () => {
  expect(draw({ left: 0.2, top: 0, right: 0.3, bottom: 1 })).toEqual(['0000', '0000']);
  expect(draw()).toEqual(['1111', '1111']);
});
