import { describe, expect, it } from 'vitest';
import { spotInDirection } from '../charts/roving';
import { namesIn } from '../features/palette/palette-place';

/** Two rows of three versions; the second row's bars stand a little lower or higher. */
const spots = [
  { x: 0, y: 0 },
  { x: 100, y: 8 },
  { x: 200, y: 0 },
  { x: 0, y: 90 },
  { x: 100, y: 80 },
  { x: 200, y: 95 },
];

describe('arrow keys in a chart', () => {
  it('move to the neighbour in their direction, though it stands a little aside', () => {
    const to = (from: number, key: string) => spotInDirection(spots, { from, key });
    expect([to(0, 'ArrowRight'), to(1, 'ArrowRight'), to(1, 'ArrowLeft')]).toEqual([1, 2, 0]);
    expect([to(1, 'ArrowDown'), to(4, 'ArrowUp'), to(5, 'ArrowLeft')]).toEqual([4, 1, 4]);
    expect([to(3, 'End'), to(3, 'Home')]).toEqual([5, 0]);
  });

  it('lead nowhere at the edge, nor do other keys', () => {
    expect(spotInDirection(spots, { from: 2, key: 'ArrowUp' })).toBeNull();
    expect(spotInDirection(spots, { from: 0, key: 'ArrowLeft' })).toBeNull();
    expect(spotInDirection(spots, { from: 0, key: 'a' })).toBeNull();
    expect(spotInDirection([], { from: 0, key: 'Home' })).toBeNull();
  });
});

describe('the palette’s place', () => {
  it('is what the address names', () => {
    expect(namesIn('/models/a%20b/versions/v%2F1/layers/block4/neurons/3?x=1')).toEqual({
      model: 'a b',
      version: 'v/1',
      layer: 'block4',
    });
    expect(namesIn('/models/net/trends?layer=block2')).toEqual({ model: 'net', layer: 'block2' });
    expect([namesIn('/'), namesIn('/runs'), namesIn('//')]).toEqual([{}, {}, {}]);
    expect(namesIn('/models/%ff/trends')).toEqual({ model: '%ff' });
  });
});
