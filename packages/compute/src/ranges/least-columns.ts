export interface MatrixQuestion {
  readonly rows: number;
  /** For each row the number of its first columns that count; never falls from row to row. */
  readonly columns: (row: number) => number;
  /** May be +∞ in the first columns, the same ones in every row. */
  readonly value: (row: number, column: number) => number;
}

export interface LeastColumns {
  /** (row) the least value; +∞ where no column counts. */
  readonly least: Float64Array;
  /** (row) its leftmost column; 0 where there is none. */
  readonly column: Int32Array;
}

/**
 * The least value of each row of a Monge matrix: its column never moves left from row to row, so the middle row's
 * divides the columns between the rows above and below. O((rows + columns)·log rows).
 */
export function leastColumns({ rows, columns, value }: MatrixQuestion): LeastColumns {
  const least = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const column = new Int32Array(rows);
  const fill = (low: number, high: number, from: number, to: number): void => {
    if (low > high) return;
    const middle = (low + high) >> 1;
    const end = Math.min(to, columns(middle) - 1);
    let best = Number.POSITIVE_INFINITY;
    let at = from;
    for (let c = from; c <= end; c += 1) {
      const candidate = value(middle, c);
      if (candidate < best) {
        best = candidate;
        at = c;
      }
    }
    least[middle] = best;
    column[middle] = at;
    // A row without a value says nothing about those below it; those above have none either.
    if (best < Number.POSITIVE_INFINITY) fill(low, middle - 1, from, at);
    fill(middle + 1, high, at, to);
  };
  fill(0, rows - 1, 0, rows === 0 ? -1 : columns(rows - 1) - 1);
  return { least, column };
}
