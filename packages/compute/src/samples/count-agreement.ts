import { type Axis, bilinearAxis, inRange } from '@strata/kernels';
import type { CellMapReader, MaskShape } from '@strata/probe';
import type { ActivationRange } from '../ranges/activation-range.ts';

export interface AgreementQuestion {
  readonly sampleIndex: number;
  /** The sample's activation map (height, width). */
  readonly map: Float32Array;
  readonly bounds: Pick<ActivationRange, 'lowest' | 'beyond'>;
  /** (cell) 1 where the cell satisfies the formula. */
  readonly satisfied: Uint8Array;
}

export interface AgreementParts {
  readonly maps: CellMapReader;
  readonly maskShape: MaskShape;
  readonly mapShape: { readonly height: number; readonly width: number };
}

/** A run of mask positions between the same two map positions. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly second: number;
}

/** Counts a sample's pixels both in a range and in a formula's mask, |B ∩ F|. */
export type AgreementCounter = (question: AgreementQuestion) => number;

/**
 * Upsampled values stay within the four map values around them: blocks of pixels between the same four are passed over
 * when those lie outside the range on one side, and counted without working out a value when all lie inside.
 */
export function agreementCounter({ maps, maskShape, mapShape }: AgreementParts): AgreementCounter {
  const rows = bilinearAxis(mapShape.height, maskShape.height);
  const columns = bilinearAxis(mapShape.width, maskShape.width);
  const [rowRuns, columnRuns] = [runsOf(rows), runsOf(columns)];
  const { width } = mapShape;
  return ({ sampleIndex, map, bounds: { lowest, beyond }, satisfied }) => {
    let cells: Uint16Array | Uint32Array | null = null;
    let count = 0;
    for (const row of rowRuns) {
      for (const column of columnRuns) {
        const a = map[row.first * width + column.first] as number;
        const b = map[row.first * width + column.second] as number;
        const c = map[row.second * width + column.first] as number;
        const d = map[row.second * width + column.second] as number;
        const least = Math.min(a, b, c, d);
        const most = Math.max(a, b, c, d);
        if (most < lowest || (least >= beyond && beyond !== Number.POSITIVE_INFINITY)) continue;
        cells ??= maps.read(sampleIndex, 1);
        const whole = inRange(least, lowest, beyond) && inRange(most, lowest, beyond);
        count += countBlock(
          { cells, satisfied, lowest, beyond },
          { row, column, rows, columns, whole, corners: [a, b, c, d] },
        );
      }
    }
    return count;
  };
}

interface Block {
  readonly row: Run;
  readonly column: Run;
  readonly rows: Axis;
  readonly columns: Axis;
  /** Every value of the block lies in the range. */
  readonly whole: boolean;
  /** The map's values around it: upper left and right, lower left and right. */
  readonly corners: readonly [number, number, number, number];
}

interface Pixels {
  readonly cells: Uint16Array | Uint32Array;
  readonly satisfied: Uint8Array;
  readonly lowest: number;
  readonly beyond: number;
}

function countBlock({ cells, satisfied, lowest, beyond }: Pixels, block: Block): number {
  const { row, column, rows, columns, whole } = block;
  const [a, b, c, d] = block.corners;
  const width = columns.first.length;
  let count = 0;
  for (let y = row.start; y < row.end; y += 1) {
    for (let x = column.start; x < column.end; x += 1) {
      if (satisfied[cells[y * width + x] as number] === 0) continue;
      const weight = columns.weight[x] as number;
      if (whole || inRange(lerp(lerp(a, b, weight), lerp(c, d, weight), rows.weight[y] as number), lowest, beyond)) {
        count += 1;
      }
    }
  }
  return count;
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
