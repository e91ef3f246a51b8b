import type { CSSProperties } from 'react';

/** A picture that has several images side by side, each with its three stencils below it. */
export interface Sheet {
  readonly url: string;
  /** Images in it. */
  readonly columns: number;
  /** The image's place, from 0. */
  readonly column: number;
}

/** Rows of a sheet. */
export const SHEET_ROWS = { photo: 0, both: 1, neuron: 2, formula: 3 } as const;

/** Shows one cell of a sheet in an element of any size. */
export function sheetCell({ url, columns, column }: Sheet, row: keyof typeof SHEET_ROWS): CSSProperties {
  const across = columns === 1 ? 0 : (100 * column) / (columns - 1);
  return {
    backgroundImage: `url("${url}")`,
    backgroundSize: `${100 * columns}% 400%`,
    backgroundPosition: `${across}% ${(100 * SHEET_ROWS[row]) / 3}%`,
  };
}
