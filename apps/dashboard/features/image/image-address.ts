import { imagePath } from '../../data/paths';
import type { AreaBox } from '../../gql/graphql';

/** Squares of the grid that areas are drawn with, along either side. */
export const GRID = 12;

export interface ImageAddress {
  readonly model: string;
  readonly version: string;
  readonly sampleIndex: number;
  /** As `layerSlug` gives it; null: the last one. */
  readonly layer: string | null;
  /** Squares that are drawn, row by row from 0, ascending. */
  readonly squares: readonly number[];
}

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the layer and the squares of an address; what is no square counts as not there. */
export function readImageSearch({ layer, square }: Search): Pick<ImageAddress, 'layer' | 'squares'> {
  const said = square === undefined ? [] : [square].flat();
  const numbers = said.filter((one) => /^\d{1,3}$/u.test(one)).map(Number);
  const squares = [...new Set(numbers)].filter((one) => one < GRID * GRID).sort((a, b) => a - b);
  return { layer: typeof layer === 'string' && layer !== '' ? layer : null, squares };
}

/** The page's address, with another image or layer. Another image begins without an area. */
export function imageHref({ squares, ...address }: ImageAddress, change: Partial<ImageAddress> = {}): string {
  const { layer, sampleIndex, squares: drawn = squares, ...place } = { ...address, ...change };
  const kept = change.sampleIndex === undefined ? (change.squares ?? drawn) : [];
  const query = new URLSearchParams([
    ...(layer === null ? [] : [['layer', layer]]),
    ...kept.map((square) => ['square', String(square)]),
  ]).toString();
  return `${imagePath(place, sampleIndex)}${query === '' ? '' : `?${query}`}`;
}

/** The drawn squares as rectangles of the image, each run of a row as one. */
export function boxesOf(squares: readonly number[]): AreaBox[] {
  const drawn = new Set(squares);
  const boxes: AreaBox[] = [];
  for (let row = 0; row < GRID; row += 1) {
    for (let start = 0; start < GRID; start += 1) {
      let end = start;
      while (end < GRID && drawn.has(row * GRID + end)) end += 1;
      if (end === start) continue;
      boxes.push({ left: start / GRID, right: end / GRID, top: row / GRID, bottom: (row + 1) / GRID });
      start = end;
    }
  }
  return boxes;
}
