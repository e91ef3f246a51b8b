import { expect, test } from 'vitest';
import type { LayerLayout } from '../src/layout/orders.ts';
import { completes, orderText, placesOf, tokenOrderOn } from '../src/layout/token-order.ts';
import { modelOrder, tokensBeside, unitsFirst } from '../src/layout/units-first.ts';

const grid = { height: 4, width: 6 };
const [BATCH, UNITS, PLACES] = [2, 3, 24];
const maps = Float32Array.from({ length: BATCH * UNITS * PLACES }, (_, i) => i + 1);

// Orders of dimensions, and of tokens: each token's place once.
const orders: Pick<LayerLayout, 'order' | 'tokenOrder' | 'classTokens' | 'tailTokens'>[] = [
  { order: 'nchw', tokenOrder: 'rows', classTokens: 0, tailTokens: 0 },
  { order: 'nhwc', tokenOrder: 'rows', classTokens: 0, tailTokens: 0 },
  ...(['tokens', 'units-tokens', 'tokens-first'] as const).flatMap((order) =>
    ['rows', 'columns', 'windows-2x3', 'units-2x3', 'h2:2,w3:2,h2,w2'].flatMap((tokenOrder) => [
      { order, tokenOrder, classTokens: 0, tailTokens: 0 },
      { order, tokenOrder, classTokens: 2, tailTokens: 3 },
    ]),
  ),
];

test.each(orders)('maps put into the model’s order and back are the same: %o', (said) => {
  const layout: LayerLayout = { ...said, units: UNITS, grid };
  const count = said.classTokens + said.tailTokens;
  const beside = Float32Array.from({ length: BATCH * count * UNITS }, (_, i) => -i - 1);
  const raw = modelOrder({ maps, batch: BATCH, grid, layout, beside });
  expect(raw.data).toHaveLength(BATCH * UNITS * (PLACES + count));
  expect(raw.dims.reduce((a, b) => a * b, 1)).toBe(raw.data.length);
  expect(unitsFirst({ ...raw, layout }, BATCH)).toEqual(maps);
  expect(tokensBeside({ ...raw, layout }, BATCH)).toEqual(beside);
});

test('the order of tokens is counted as it is written', () => {
  // 4×6 in windows of 2×3: the second window begins at column 3, the third at row 2.
  expect([...(placesOf('windows-2x3', grid) ?? [])].slice(0, 14)).toEqual([
    0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11, 12, 13,
  ]);
  // Mask units of 2×3: the first places of all four units, then their second ones.
  expect([...(placesOf('units-2x3', grid) ?? [])].slice(0, 8)).toEqual([0, 3, 12, 15, 1, 4, 13, 16]);
  expect([...(placesOf('columns', grid) ?? [])].slice(0, 6)).toEqual([0, 6, 12, 18, 1, 7]);
  expect(placesOf('rows', grid)).toBeNull();
});

test('an order that doesn’t count each place of the grid once is none', () => {
  for (const text of ['windows-3x3', 'units-2x4', 'h4', 'h4,w3', 'h2,w6,h2', 'h2:3,w6,h2', 'spiral', 'h4,w6,w1:x']) {
    expect(tokenOrderOn(text, grid)).toBeNull();
  }
  expect(completes(tokenOrderOn('h2:2,w6,h2', grid) ?? [], 'h', 4)).toBe(true);
  for (const text of ['rows', 'columns', 'h2:2,w3:2,h2,w2']) {
    expect(orderText(tokenOrderOn(text, grid) ?? [])).toBe(text);
  }
});
