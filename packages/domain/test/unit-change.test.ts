import { expect, it } from 'vitest';
import { unitChanged } from '../src/index.ts';

it('takes a unit for changed whose old formulas keep less than a third of what the new ones explain', () => {
  expect(unitChanged({ kept: 0.33, own: 1 })).toBe(true);
  expect(unitChanged({ kept: 0.34, own: 1 })).toBe(false);
  // Worse than shuffled images.
  expect(unitChanged({ kept: -0.5, own: 0.2 })).toBe(true);
});

it('tells nothing of a unit whose new formulas explain no more than shuffled images', () => {
  expect(unitChanged({ kept: -0.1, own: 0 })).toBeNull();
  expect(unitChanged({ kept: -0.1, own: -0.05 })).toBeNull();
});
