import { describe, expect, test } from 'vitest';
import { uniformFor } from '../src/randomize/uniform.ts';
import { isOfWaves } from '../src/randomize/waves.ts';

const ENTRIES = 16;
/** Vaswani et al. 2017: sine and cosine in turn, of frequencies that fall to a ten-thousandth. */
function wave(place: number, entry: number, entries = ENTRIES): number {
  const angle = place / 10_000 ** ((2 * Math.floor(entry / 2)) / entries);
  return entry % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
}
/** (place, entry) */
const table = (places: number, valueAt: (place: number, entry: number) => number, entries = ENTRIES): Float32Array =>
  Float32Array.from({ length: places * entries }, (_, i) => valueAt(Math.floor(i / entries), i % entries));
const LINE = table(12, (place, entry) => wave(place, entry));
/** Of 5 × 7 places: half of the entries go by rows, half by columns. */
const onGrid = (place: number, entry: number): number => {
  const half = ENTRIES / 2;
  const along = entry < half ? Math.floor(place / 7) : place % 7;
  return wave(along, entry % half, half);
};
const GRID = table(35, onGrid);
/** As half floats keep them: eleven bits. */
const halved = (values: Float32Array): Float32Array =>
  values.map((value) => {
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(value) || 1)) - 10);
    return Math.round(value / unit) * unit;
  });

describe('a table of positions that is not learnt', () => {
  test.each<[string, Float32Array, number[]]>([
    ['of a line', LINE, [1, 12, ENTRIES]],
    ['before the batch', LINE, [12, 1, ENTRIES]],
    ['of a grid', GRID, [1, 35, ENTRIES]],
    ['of a grid in two dimensions', GRID, [5, 7, ENTRIES]],
    ['behind a class token’s zeros', Float32Array.from([...new Float32Array(ENTRIES), ...GRID]), [1, 36, ENTRIES]],
    ['scaled', LINE.map((value) => value * 0.02), [12, ENTRIES]],
    ['with entries first', table(ENTRIES, (entry, place) => onGrid(place, entry), 35), [1, ENTRIES, 5, 7]],
    ['in half floats', halved(LINE), [12, ENTRIES]],
    ['of a rotation: cosines alone', table(12, (place, entry) => Math.cos(place / 100 ** (entry / 16))), [12, ENTRIES]],
  ])('%s is known by its waves', (_, numbers, dims) => {
    expect(isOfWaves(numbers, dims)).toBe(true);
  });
});

describe('a learnt table', () => {
  const next = uniformFor('table', { seed: 1 });
  const drawn = (count: number): Float32Array => Float32Array.from({ length: count }, () => next());
  const [rows, columns] = [drawn(5 * 8), drawn(7 * 8)];
  test.each<[string, Float32Array, number[]]>([
    ['of numbers as drawn', drawn(12 * ENTRIES), [1, 12, ENTRIES]],
    ['of waves that were trained on', LINE.map((value) => value + 0.05 * next()), [12, ENTRIES]],
    [
      'of rows and columns',
      table(35, (place, entry) =>
        entry < 8 ? (rows[Math.floor(place / 7) * 8 + entry] ?? 0) : (columns[(place % 7) * 8 + entry - 8] ?? 0),
      ),
      [35, ENTRIES],
    ],
    ['whose rows are alike', table(12, (_, entry) => rows[entry] ?? 0), [12, ENTRIES]],
    ['with one number far above all others', table(12, (_, entry) => (entry === 3 ? 1000 : next())), [12, ENTRIES]],
    ['of few places', table(3, (place, entry) => wave(place, entry)), [3, ENTRIES]],
    ['of one dimension', LINE, [12 * ENTRIES]],
  ])('%s is not taken for one', (_, numbers, dims) => {
    expect(isOfWaves(numbers, dims)).toBe(false);
  });
});
