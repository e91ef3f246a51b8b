import { describe, expect, it } from 'vitest';
import { inPlaceOf } from '../features/find/unknown-names';
import { boxesOf, GRID, imageHref, readImageSearch } from '../features/image/image-address';

describe('the address of an image', () => {
  it('keeps the squares that are drawn, and nothing else that stands there', () => {
    const said = readImageSearch({ square: ['14', '3', '3', '144', '-1', 'x', '1e1'], layer: '' });
    expect(said).toEqual({ layer: null, squares: [3, 14] });
    const address = { model: 'a b', version: 'epoch 1', sampleIndex: 4, ...said };
    expect(imageHref(address)).toBe('/models/a%20b/versions/epoch%201/images/4?square=3&square=14');
    expect(imageHref(address, { sampleIndex: 5, layer: 'x&y' })).toBe(
      '/models/a%20b/versions/epoch%201/images/5?layer=x%26y',
    );
    expect(imageHref(address, { squares: [] })).toBe('/models/a%20b/versions/epoch%201/images/4');
  });

  it('turns runs of squares into rectangles that cover as much', () => {
    const squares = [0, 1, 2, 11, 12, GRID * GRID - 1];
    const boxes = boxesOf(squares);
    expect(boxes).toHaveLength(4);
    const area = boxes.reduce((sum, { left, right, top, bottom }) => sum + (right - left) * (bottom - top), 0);
    expect(area).toBeCloseTo(squares.length / GRID ** 2, 12);
    expect(boxesOf(Array.from({ length: GRID * GRID }, (_, square) => square))).toHaveLength(GRID);
  });
});

describe('a concept that was meant', () => {
  it.each([
    ['see', 'see', 'sea', 'sea'],
    ['see AND NOT bot', 'bot', 'boat', 'see AND NOT boat'],
    ['"hey bale" OR sky', 'hey bale', 'hay bale', '"hay bale" OR sky'],
    ['hey OR sky', 'hey', 'hay bale', '"hay bale" OR sky'],
    ['(see', 'gone', 'sea', 'sea'],
  ])('takes its place in %s', (typed, name, other, expected) => {
    expect(inPlaceOf(typed, name, other)).toBe(expected);
  });
});
