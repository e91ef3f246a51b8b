import { type Axis, bilinearAxis, inRange } from '@strata/kernels';

export interface Shape {
  readonly height: number;
  readonly width: number;
}

/** One sample's activation map, range and formula. */
export interface OverlapQuestion {
  /** (height, width) of the activation map. */
  readonly map: Float32Array;
  /** (height, width) of the mask grid: the cell of every pixel. */
  readonly cells: Uint16Array | Uint32Array;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
  readonly lowest: number;
  readonly beyond: number;
}

/** A run of mask positions that lie between the same two map positions. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly second: number;
}

/**
 * Whether a pixel lies both in the range and in the formula's mask. Upsampled values stay within the four map values
 * around them, so that blocks of pixels between the same four are passed over, or taken whole; only on the border of a
 * range are values worked out, as the upsampling does it.
 */
export function overlapTest(mapShape: Shape, maskShape: Shape): (question: OverlapQuestion) => boolean {
  const rows = bilinearAxis(mapShape.height, maskShape.height);
  const columns = bilinearAxis(mapShape.width, maskShape.width);
  const rowRuns = runsOf(rows);
  const columnRuns = runsOf(columns);
  const { width } = mapShape;
  return (question) => {
    const { map, lowest, beyond } = question;
    for (const row of rowRuns) {
      for (const column of columnRuns) {
        const a = map[row.first * width + column.first] as number;
        const b = map[row.first * width + column.second] as number;
        const c = map[row.second * width + column.first] as number;
        const d = map[row.second * width + column.second] as number;
        const least = Math.min(a, b, c, d);
        const most = Math.max(a, b, c, d);
        if (most < lowest || (least >= beyond && beyond !== Number.POSITIVE_INFINITY)) continue;
        const whole = inRange(least, lowest, beyond) && inRange(most, lowest, beyond);
        if (blockOverlaps(question, { row, column, whole, corners: [a, b, c, d], rows, columns })) return true;
      }
    }
    return false;
  };
}

interface Block {
  readonly row: Run;
  readonly column: Run;
  /** Every value of the block lies in the range. */
  readonly whole: boolean;
  readonly corners: readonly [number, number, number, number];
  readonly rows: Axis;
  readonly columns: Axis;
}

function blockOverlaps({ cells, satisfied, lowest, beyond }: OverlapQuestion, block: Block): boolean {
  const { row, column, whole, rows, columns } = block;
  const [a, b, c, d] = block.corners;
  const width = columns.first.length;
  for (let y = row.start; y < row.end; y += 1) {
    for (let x = column.start; x < column.end; x += 1) {
      if (satisfied[cells[y * width + x] as number] === 0) continue;
      if (whole) return true;
      const weight = columns.weight[x] as number;
      const value = lerp(lerp(a, b, weight), lerp(c, d, weight), rows.weight[y] as number);
      if (inRange(value, lowest, beyond)) return true;
    }
  }
  return false;
}

/** a + w·(b − a), every operation rounded to float32. */
function lerp(a: number, b: number, weight: number): number {
  return Math.fround(a + Math.fround(weight * Math.fround(b - a)));
}

function runsOf({ first, second }: Axis): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let i = 1; i <= first.length; i += 1) {
    if (i < first.length && first[i] === first[start] && second[i] === second[start]) continue;
    runs.push({ start, end: i, first: first[start] as number, second: second[start] as number });
    start = i;
  }
  return runs;
}
