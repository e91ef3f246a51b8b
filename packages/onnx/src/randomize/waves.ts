/** Of the greatest value: half floats keep three digits. */
const TOLERANCE = 2e-3;
/** With fewer places or entries, learnt numbers may look like waves by chance. */
const [PLACES_MIN, ENTRIES_MIN] = [4, 4];
/** Waves so long that the table doesn't hold a thousandth of one look constant; of all they are some. */
const MOVING_SHARE = 1 / 4;

/** A table of places as a grid; its first rows may be tokens that have no place. */
interface Table {
  readonly height: number;
  readonly width: number;
  readonly entries: number;
  valueAt(place: number, entry: number): number;
}

/**
 * Whether a table holds sines and cosines of places, as positions that are not learnt do (Vaswani et al. 2017, and on a
 * grid: DETR, MAE), or a rotation's angles (Su et al. 2021): each entry, from place to place, is a wave along one side of
 * the grid. A wave v of any frequency and phase is known by v[i − 1] + v[i + 1] = 2 cos(ω) · v[i].
 */
export function isOfWaves(numbers: Float32Array, dims: readonly number[]): boolean {
  const sizes = dims.filter((size) => size !== 1);
  if (sizes.length < 2 || sizes.length > 3) return false;
  const tolerance = TOLERANCE * numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return tablesOf(numbers, sizes).some((table) => isTableOfWaves(table, tolerance));
}

/** (place, entry) and (entry, place), with places on every grid that they fill. */
function tablesOf(numbers: Float32Array, sizes: readonly number[]): Table[] {
  const [first = 1, last = 1] = [sizes[0], sizes.at(-1)];
  const front = leadingFilled(numbers, last);
  const all = [
    ...gridsOf(sizes.slice(0, -1), front).map((grid) => ({
      ...grid,
      entries: last,
      valueAt: (place: number, entry: number) => numbers[(front + place) * last + entry] ?? 0,
    })),
    ...gridsOf(sizes.slice(1), 0).map((grid) => ({
      ...grid,
      entries: first,
      valueAt: (place: number, entry: number) => numbers[entry * (numbers.length / first) + place] ?? 0,
    })),
  ];
  return all.filter(({ entries, height, width }) => entries >= ENTRIES_MIN && isLong(height) && isLong(width));
}

const isLong = (size: number): boolean => size === 1 || size >= PLACES_MIN;

/** Rows in front that hold one number only, such as a class token's zeros. */
function leadingFilled(numbers: Float32Array, width: number): number {
  let row = 0;
  while ((row + 1) * width <= numbers.length) {
    const values = numbers.subarray(row * width, (row + 1) * width);
    if (values.some((value) => value !== values[0])) break;
    row += 1;
  }
  return row;
}

function gridsOf(sizes: readonly number[], front: number): { height: number; width: number }[] {
  const [height = 1, width] = sizes;
  if (width !== undefined) return front === 0 ? [{ height, width }] : [];
  const places = height - front;
  const heights = Array.from({ length: Math.floor(Math.max(0, places)) }, (_, i) => i + 1);
  return heights.filter((one) => places % one === 0).map((one) => ({ height: one, width: places / one }));
}

function isTableOfWaves({ height, width, entries, valueAt }: Table, tolerance: number): boolean {
  if (height * width < PLACES_MIN) return false;
  let moving = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    const at = (row: number, column: number): number => valueAt(row * width + column, entry);
    const [alongRows, alongColumns] = [lineOf(width, (i) => at(0, i)), lineOf(height, (i) => at(i, 0))];
    const isAlong = (line: readonly number[], placeOf: (row: number, column: number) => number): boolean =>
      isWave(line, tolerance) && isSame({ height, width, at, expected: (r, c) => line[placeOf(r, c)] ?? 0 }, tolerance);
    if (!isAlong(alongRows, (_, column) => column) && !isAlong(alongColumns, (row) => row)) return false;
    const spread = (line: readonly number[]): number => Math.max(...line) - Math.min(...line);
    if (Math.max(spread(alongRows), spread(alongColumns)) > 4 * tolerance) moving += 1;
  }
  return moving >= MOVING_SHARE * entries;
}

const lineOf = (length: number, valueAt: (i: number) => number): number[] =>
  Array.from({ length }, (_, i) => valueAt(i));

function isWave(line: readonly number[], tolerance: number): boolean {
  const middle = line.slice(1, -1);
  const sumAround = (i: number): number => (line[i] ?? 0) + (line[i + 2] ?? 0);
  const squares = middle.reduce((sum, value) => sum + value * value, 0);
  const factor = squares === 0 ? 0 : middle.reduce((sum, value, i) => sum + value * sumAround(i), 0) / squares;
  return (
    Math.abs(factor) <= 2 + TOLERANCE &&
    middle.every((value, i) => Math.abs(sumAround(i) - factor * value) <= 2 * tolerance)
  );
}

interface Comparison {
  readonly height: number;
  readonly width: number;
  at(row: number, column: number): number;
  expected(row: number, column: number): number;
}

function isSame({ height, width, at, expected }: Comparison, tolerance: number): boolean {
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      if (Math.abs(at(row, column) - expected(row, column)) > tolerance) return false;
    }
  }
  return true;
}
