import { evaluateFormula, type Formula, parseFormula, printFormula } from '@strata/domain';
import { openCellMaps } from '@strata/probe';
import { createRandom, permutation } from '@strata/statistics';
import { explainMaps, type ValidityWorld } from './explain-maps.ts';
import { normal } from './noise.ts';
import type { ValidityRow } from './row.ts';

/** Formulas that are planted in one layer, at the most. */
const UNITS = 60;
/** Standard deviations of the noise; a mask's values lie from 0 to 1. */
const NOISES = [0.1, 0.3, 0.6];

/** A formula and its mask, averaged over the pixels of each value of a map: (sample, height, width). */
interface Planted {
  readonly formula: Formula;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
  readonly map: Float32Array;
}

/**
 * Units that are a formula's mask, blurred and disturbed by noise, are to be named again: by the formula, or by one whose
 * mask has an IoU of at least 0.8 with it. Only formulas that maps of this size can hold are planted.
 */
export async function plantedRows(world: ValidityWorld): Promise<ValidityRow[]> {
  const planted = plantFormulas(world);
  if (planted.length < UNITS / 3) return [];
  const rows: ValidityRow[] = [];
  for (const noise of NOISES) {
    const random = createRandom(3);
    const maps = planted.map(({ map }) => map.map((value) => value + noise * normal(random)));
    const ranges = await explainMaps(world, maps);
    const highest = planted.flatMap(({ satisfied }, unit) => {
      const top = ranges.filter((range) => range.unit === unit).at(-1);
      const explanation = top?.range.explanation;
      if (!explanation) return [];
      const named = maskIou(world.index.areas, satisfied, cellsOf(world, parseFormula(explanation.formula))) >= 0.8;
      return [{ iou: explanation.iou, named, clear: top?.graded?.grade === 'CLEAR' }];
    });
    const strong = highest.filter(({ iou }) => iou >= 0.2);
    const about = `planted formulas, blurred, noise ${noise}; ${world.name}`;
    rows.push(
      {
        ...{
          id: 'planted',
          nothing: false,
          what: about,
          statement: 'the highest range is not named and CLEAR, where IoU ≥ 0.2',
        },
        ...{ wrong: strong.filter(({ named, clear }) => !named || !clear).length, of: strong.length, reach: 0.05 },
      },
      {
        id: 'planted',
        nothing: false,
        what: about,
        statement: 'the highest range is CLEAR for something else',
        ...{ wrong: highest.filter(({ named, clear }) => clear && !named).length, of: highest.length, reach: 0.05 },
      },
    );
  }
  return rows;
}

/** Formulas of one or two concepts that are in a sixth of the images and that a map can hold. */
function plantFormulas(world: ValidityWorld): Planted[] {
  const { concepts, index } = world;
  const random = createRandom(5);
  const order = permutation(concepts.length, random);
  const operators = ['OR', 'AND', 'AND NOT'] as const;
  const texts = [...order].flatMap((first, place) => {
    const [a, b] = [concepts[first]?.name, concepts[order[(place + 1) % order.length] as number]?.name];
    const operator = operators[place % operators.length];
    return [`"${a}"`, `"${a}" ${operator} "${b}"`];
  });
  const known = new Map<string, Planted>();
  for (const text of texts) {
    const formula = parseFormula(text);
    const satisfied = cellsOf(world, formula);
    const { map, images } = blurredMask(world, satisfied);
    if (images < index.sampleCount / 6 || !fits(map)) continue;
    known.set(printFormula(formula), { formula, satisfied, map });
    if (known.size === UNITS) break;
  }
  return [...known.values()];
}

/** (cell) 1 where the formula holds. */
function cellsOf({ index, concepts }: ValidityWorld, formula: Formula): Uint8Array {
  return Uint8Array.from({ length: index.cellCount }, (_, cell) => {
    const positions = index.conceptPositions.subarray(index.conceptOffsets[cell], index.conceptOffsets[cell + 1]);
    const names = new Set(Array.from(positions, (position) => concepts[position]?.name));
    return evaluateFormula(formula, (name) => names.has(name)) ? 1 : 0;
  });
}

function maskIou(areas: Float64Array, a: Uint8Array, b: Uint8Array): number {
  let [both, either] = [0, 0];
  for (const [cell, area] of areas.entries()) {
    both += a[cell] === 1 && b[cell] === 1 ? area : 0;
    either += a[cell] === 1 || b[cell] === 1 ? area : 0;
  }
  return either === 0 ? 0 : both / either;
}

function blurredMask(
  { index, height, width }: ValidityWorld,
  satisfied: Uint8Array,
): { readonly map: Float32Array; readonly images: number } {
  const { height: rows, width: columns } = index.maskShape;
  const map = new Float32Array(index.sampleCount * height * width);
  const share = (height * width) / (rows * columns);
  const maps = openCellMaps(index);
  let images = 0;
  try {
    for (let sample = 0; sample < index.sampleCount; sample += 1) {
      let pixels = 0;
      for (const [pixel, cell] of maps.read(sample, 1).entries()) {
        if (satisfied[cell] === 0) continue;
        const y = Math.floor((Math.floor(pixel / columns) * height) / rows);
        const x = Math.floor(((pixel % columns) * width) / columns);
        const at = (sample * height + y) * width + x;
        map[at] = (map[at] as number) + share;
        pixels += 1;
      }
      if (pixels > 0) images += 1;
    }
  } finally {
    maps.close();
  }
  return { map, images };
}

/** Whether a formula's pixels lie mostly in values that it fills: finer ones a map of this size can't hold. */
function fits(map: Float32Array): boolean {
  let [sum, squares] = [0, 0];
  for (const value of map) {
    sum += value;
    squares += value * value;
  }
  return squares >= 0.8 * sum;
}
