import { describe, expect, it } from 'vitest';
import { drawBoxedOval } from '../src/layouts/pixels/drawn-circle.ts';
import { drawPolygon } from '../src/layouts/pixels/drawn-polygon.ts';
import { fillPolygon } from '../src/layouts/pixels/filled-polygon.ts';

describe('a polygon with its boundary', () => {
  const drawn = (points: [number, number][], shape = { width: 6, height: 5 }) => {
    const bits = new Uint8Array(shape.width * shape.height);
    drawPolygon(points, shape, (pixel) => {
      bits[pixel] = 1;
    });
    return Array.from({ length: shape.height }, (_, y) =>
      bits.subarray(y * shape.width, (y + 1) * shape.width).join(''),
    );
  };

  it('holds its right and bottom edge: a square from 1 to 3 has 9 pixels', () => {
    expect(
      drawn([
        [1, 1],
        [3, 1],
        [3, 3],
        [1, 3],
      ]),
    ).toEqual(['000000', '011100', '011100', '011100', '000000']);
  });

  it('loses the fractions of its corners, and what lies outside', () => {
    expect(
      drawn([
        [1.9, 1.2],
        [3.9, 1.9],
        [3.2, 3.7],
        [1.1, 3.1],
      ]),
    ).toEqual(
      drawn([
        [1, 1],
        [3, 1],
        [3, 3],
        [1, 3],
      ]),
    );
    expect(
      drawn([
        [-9, -9],
        [99, -9],
        [99, 99],
        [-9, 99],
      ]),
    ).toEqual(Array(5).fill('111111'));
  });

  it('is filled where its rows are inside an odd number of times, halves of pixels inwards', () => {
    // Right ends at the rows: 0, 0.5, 1, 1.5, 2.
    expect(
      drawn([
        [0, 0],
        [2, 4],
        [0, 4],
      ]),
    ).toEqual(['100000', '100000', '110000', '110000', '111000']);
  });
});

it('a filled polygon holds its outline, drawn as lines, and what is inside an odd number of times', () => {
  const rows = (points: [number, number][]) => {
    const bits = new Uint8Array(6 * 5);
    fillPolygon(points, { width: 6, height: 5 }, (pixel) => {
      bits[pixel] = 1;
    });
    return Array.from({ length: 5 }, (_, y) => bits.subarray(y * 6, (y + 1) * 6).join(''));
  };
  expect(
    rows([
      [1, 1],
      [3, 1],
      [3, 3],
      [1, 3],
    ]),
  ).toEqual(['000000', '011100', '011100', '011100', '000000']);
  // A shallow line of 6 pixels, where rows alone would have one each.
  expect(
    rows([
      [0, 0],
      [5, 1],
    ]),
  ).toEqual(['111000', '000111', '000000', '000000', '000000']);
});

it('a circle of radius 2 in labelme has 21 pixels, its first and last row and column inside', () => {
  const bits = new Uint8Array(7 * 7);
  drawBoxedOval({ left: 1, top: 1, right: 5, bottom: 5 }, { width: 7, height: 7 }, (pixel) => {
    bits[pixel] = 1;
  });
  const rows = Array.from({ length: 7 }, (_, y) => bits.subarray(y * 7, (y + 1) * 7).join(''));
  expect(rows).toEqual(['0000000', '0011100', '0111110', '0111110', '0111110', '0011100', '0000000']);
});
