import { expect, it } from 'vitest';
import { nameColor } from '../src/color-names.ts';

it.each([
  [0, 0, 0, 'black'],
  [250, 250, 250, 'white'],
  [128, 128, 128, 'grey'],
  [220, 30, 30, 'red'],
  [255, 140, 20, 'orange'],
  [250, 220, 40, 'yellow'],
  [40, 160, 60, 'green'],
  [40, 90, 200, 'blue'],
  [120, 50, 190, 'purple'],
  [255, 170, 175, 'pink'],
  [120, 80, 45, 'brown'],
])('calls (%i, %i, %i) %s', (red, green, blue, name) => {
  expect(nameColor(red, green, blue)).toBe(name);
});
