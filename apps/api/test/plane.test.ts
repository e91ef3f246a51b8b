import { expect, it } from 'vitest';
import { enlarge, spread } from '../src/media/plane.ts';

it('enlarges with half-pixel centres and keeps the border’s values beyond them', () => {
  // Centres of four pixels over two: −0.25, 0.25, 0.75, 1.25 → 0, 1/4, 3/4, 1 of the way.
  const large = enlarge(Float32Array.from([0, 1]), { from: { width: 2, height: 1 }, to: { width: 4, height: 2 } });
  expect([...large]).toEqual([0, 0.25, 0.75, 1, 0, 0.25, 0.75, 1]);
});

it('a spread plane shrinks from the image’s border too, and grows into corners', () => {
  const size = { width: 3, height: 3, radius: 1 };
  const full = new Float32Array(9).fill(1);
  expect([...spread(full, { ...size, by: 'least' })]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  const corner = Float32Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...spread(corner, { ...size, by: 'most' })]).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 0]);
});
