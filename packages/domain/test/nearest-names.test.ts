import { expect, test } from 'vitest';
import { nearestNames } from '../src/index.ts';

const NAMES = ['sea', 'sea wall', 'boat', 'street lamp', 'Sky', 'tree', '海', '海辺'];

test.each([
  ['Sea', ['sea', 'sea wall']],
  ['baot', ['boat']],
  ['sky', ['Sky']],
  ['lamp', ['street lamp']],
  ['streetlamp', ['street lamp']],
  ['海', ['海', '海辺']],
  ['zebra', []],
  ['', []],
])('offers for %s what may have been meant, the nearest first', (written, names) => {
  expect(nearestNames(written, NAMES)).toEqual(names);
});

test('offers five at the most, equally near ones in their order', () => {
  const many = ['aaa', 'aab', 'aac', 'aad', 'aae', 'aaf'];
  expect(nearestNames('aax', many)).toEqual(many.slice(0, 5));
});
