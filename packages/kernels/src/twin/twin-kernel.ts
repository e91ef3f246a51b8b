import type { HitKernel, HitShapes, Thresholds } from '../hit-kernel.ts';
import { axisOf } from './axis.ts';
import { countImage } from './count-image.ts';
import { drawMasks } from './draw-masks.ts';
import { upsample } from './upsample.ts';

/** The definition in plain TypeScript: every map is upsampled, every pixel compared with every range. */
export function createTwinKernel({ map, mask, cellCount, upsampling }: HitShapes): HitKernel {
  const axis = axisOf(upsampling);
  const rows = axis(map.height, mask.height);
  const columns = axis(map.width, mask.width);
  const into = new Float32Array(mask.height * mask.width);
  const mapSize = map.height * map.width;
  const rangesOfCell = new Uint32Array(cellCount);
  let begun: { thresholds: Thresholds; hits: Uint32Array[] }[] = [];
  return {
    prepare: withCells,
    begin: (units, tables = 1) => {
      begun = units.map((thresholds) => ({
        thresholds,
        hits: Array.from({ length: tables }, () => new Uint32Array(thresholds.lowest.length * cellCount)),
      }));
    },
    cellsOf,
    cellPixels,
    count: ({ images, values }) =>
      begun.map(({ thresholds, hits: [hits] }, unit) => {
        const ranges = thresholds.lowest.length;
        const pixels = new Uint32Array(images.length * ranges);
        const rangesInCells: number[] = [];
        images.forEach((prepared, image) => {
          const own = values[unit]?.subarray(image * mapSize, (image + 1) * mapSize) as Float32Array;
          upsample(own, { rows, columns, into });
          const counted = pixels.subarray(image * ranges, (image + 1) * ranges);
          const imageCells = cellsOf(prepared);
          const cells = prepared.subarray(1 + imageCells.length);
          countImage(into, { cells, cellCount, thresholds, hits: hits as Uint32Array, pixels: counted, rangesOfCell });
          for (const cell of imageCells) {
            rangesInCells.push(rangesOfCell[cell] as number);
            rangesOfCell[cell] = 0;
          }
        });
        return { pixels, rangesInCells: Uint32Array.from(rangesInCells) };
      }),
    lay: ({ images, over, values }) => {
      for (const [unit, { thresholds, hits: tables }] of begun.entries()) {
        const pixels = new Uint32Array(thresholds.lowest.length);
        for (let map = 0; map * tables.length < over.length; map += 1) {
          upsample(values[unit]?.subarray(map * mapSize, (map + 1) * mapSize) as Float32Array, { rows, columns, into });
          for (const [table, hits] of tables.entries()) {
            const prepared = images[over[map * tables.length + table] as number] as Uint32Array;
            const cells = prepared.subarray(1 + cellsOf(prepared).length);
            countImage(into, { cells, cellCount, thresholds, hits, pixels, rangesOfCell });
            for (const cell of cellsOf(prepared)) rangesOfCell[cell] = 0;
          }
        }
      }
    },
    hits: (unit, table = 0) => begun[unit]?.hits[table] as Uint32Array,
    draw: ({ image, map, ...question }) => {
      upsample(map, { rows, columns, into });
      return drawMasks(into, { ...question, cells: image.subarray(1 + cellsOf(image).length) });
    },
  };
}

/** The number of the image's distinct cells, these, and the cell of every pixel. */
function withCells(cells: ArrayLike<number>): Uint32Array {
  const distinct = Uint32Array.from(new Set(Uint32Array.from(cells)));
  const prepared = new Uint32Array(1 + distinct.length + cells.length);
  prepared[0] = distinct.length;
  prepared.set(distinct, 1);
  prepared.set(cells, 1 + distinct.length);
  return prepared;
}

function cellsOf(prepared: Uint32Array): Uint32Array {
  return prepared.subarray(1, 1 + (prepared[0] as number));
}

function cellPixels(prepared: Uint32Array): Uint32Array {
  const cells = cellsOf(prepared);
  const pixels = prepared.subarray(1 + cells.length);
  return cells.map((cell) => pixels.reduce((count, other) => (other === cell ? count + 1 : count), 0));
}
