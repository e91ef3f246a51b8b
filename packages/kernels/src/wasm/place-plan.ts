import type { HitShapes } from '../hit-kernel.ts';
import { groupRows, type RowGroup, TILE_WIDTH } from '../tiles/row-groups.ts';
import { type Axis, axisOf, bilinearAxis } from '../twin/axis.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './load-kernels.ts';

/** Thresholds of 32 ranges, lower and upper. */
const THRESHOLDS_MAX = 64;

/** Writes what the kernels must know of the shapes into their memory; see assembly/plan.ts. */
export function placePlan(
  arena: Arena,
  { map, mask, upsampling }: HitShapes,
): { groups: RowGroup[]; configure: (k: Kernels) => void } {
  const axis = axisOf(upsampling);
  const rows = axis(map.height, mask.height);
  const columns = padColumns(axis(map.width, mask.width));
  // Cut alike for both kinds of upsampling, so that prepared images serve both.
  const groups = groupRows(bilinearAxis(map.height, mask.height), rows);
  const padded = columns.first.length;
  const chunks = padded / TILE_WIDTH;
  const chunksPadded = Math.ceil(chunks / 4) * 4;
  const place = (values: ArrayLike<number>, kind: 'words' | 'floats'): number => {
    const address = arena.take(4 * values.length);
    arena[kind](address, values.length).set(values);
    return address;
  };
  const bytes = (index: number): number => 4 * index;
  const first = place(columns.first.map(bytes), 'words');
  const second = place(columns.second.map(bytes), 'words');
  const lanes = placeLanes(arena, columns);
  const weights = place(columns.weight, 'floats');
  const maskRows = placeRows(arena, rows, { rowBytes: 4 * padded });
  const rowGroups = place(
    groups.flatMap(({ start, count, firstMapRow, lastMapRow }) => [start, count, firstMapRow, lastMapRow]),
    'words',
  );
  // Bounds are taken of four chunks at a time, also where fewer are left.
  const wide = arena.take(4 * (map.height * padded + 3 * TILE_WIDTH));
  const [least, greatest] = [0, 1].map(() => arena.take(4 * map.height * chunksPadded)) as [number, number];
  const [leastClass, greatestClass] = [0, 1].map(() => arena.take(4 * chunksPadded)) as [number, number];
  const reached = arena.take(16 * THRESHOLDS_MAX);
  return {
    groups,
    configure: (kernels) => {
      const sizes = [map.height, map.width, chunks, groups.length];
      const tables = [first, second, ...lanes, weights, maskRows, rowGroups];
      kernels.configure(...sizes, ...tables, wide, least, greatest, leastClass, greatestClass, reached);
    },
  };
}

const LANES = 4;

/**
 * For every four mask columns, where to load four neighbouring map columns and which of their bytes go where. The first
 * number says whether four are enough everywhere; where not, the others are of no use.
 */
function placeLanes(arena: Arena, { first, second }: Axis): [number, number, number, number] {
  const fours = first.length / LANES;
  const [bases, ofFirst, ofSecond] = [4 * fours, 16 * fours, 16 * fours].map((bytes) => arena.take(bytes)) as [
    number,
    number,
    number,
  ];
  let narrow = 1;
  for (let four = 0; four < fours; four += 1) {
    const base = first[LANES * four] as number;
    arena.words(bases + 4 * four, 1)[0] = 4 * base;
    for (let lane = 0; lane < LANES; lane += 1) {
      const column = LANES * four + lane;
      for (const [table, map] of [
        [ofFirst, first],
        [ofSecond, second],
      ] as const) {
        const neighbour = (map[column] as number) - base;
        if (neighbour >= LANES) narrow = 0;
        arena.bytes(table + 4 * column, 4).set([0, 1, 2, 3].map((byte) => 4 * neighbour + byte));
      }
    }
  }
  return [narrow, bases, ofFirst, ofSecond];
}

/** Repeats the last column until the columns fill whole tiles. */
function padColumns({ size, first, second, weight }: Axis): Axis {
  const length = Math.ceil(first.length / TILE_WIDTH) * TILE_WIDTH;
  const from = Array.from({ length }, (_, i) => Math.min(i, first.length - 1));
  return {
    size,
    first: Int32Array.from(from, (i) => first[i] as number),
    second: Int32Array.from(from, (i) => second[i] as number),
    weight: Float32Array.from(from, (i) => weight[i] as number),
  };
}

function placeRows(arena: Arena, rows: Axis, { rowBytes }: { rowBytes: number }): number {
  const count = rows.first.length;
  const address = arena.take(16 * count);
  const words = arena.words(address, 4 * count);
  const floats = arena.floats(address, 4 * count);
  for (let row = 0; row < count; row += 1) {
    words[4 * row] = (rows.first[row] as number) * rowBytes;
    words[4 * row + 1] = (rows.second[row] as number) * rowBytes;
    floats[4 * row + 2] = rows.weight[row] as number;
  }
  return address;
}
