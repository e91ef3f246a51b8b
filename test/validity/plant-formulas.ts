import { evaluateFormula, type Formula, parseFormula, printFormula } from '@strata/domain';
import { openCellMaps } from '@strata/probe';
import { createRandom, permutation } from '@strata/statistics';
import type { ValidityWorld } from './explain-maps.ts';

/** Formulas that are planted in one layer, at the most. */
export const PLANTED_UNITS = 60;

/** A formula and its mask, averaged over the pixels of each value of a map: (sample, height, width). */
export interface Planted {
  readonly formula: Formula;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
  readonly map: Float32Array;
}

/** Formulas of one or two concepts that are in a sixth of the images and that a map can hold. */
export function plantFormulas(world: ValidityWorld): Planted[] {
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
    if (known.size === PLANTED_UNITS) break;
  }
  return [...known.values()];
}

/** (cell) 1 where the formula holds. */
export function cellsOf({ index, concepts }: ValidityWorld, formula: Formula): Uint8Array {
  return Uint8Array.from({ length: index.cellCount }, (_, cell) => {
    const positions = index.conceptPositions.subarray(index.conceptOffsets[cell], index.conceptOffsets[cell + 1]);
    const names = new Set(Array.from(positions, (position) => concepts[position]?.name));
    return evaluateFormula(formula, (name) => names.has(name)) ? 1 : 0;
  });
}

/** IoU of two formulas' masks, (cell) 1 where each holds. */
export function maskIou(areas: Float64Array, a: Uint8Array, b: Uint8Array): number {
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
