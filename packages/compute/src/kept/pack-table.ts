/** Bytes that a number of each width takes, by what the widest of a cell needs. */
const NARROW = { byte: 0xff, short: 0xffff } as const;

/**
 * Packs the hits of some rows, as `kept-file.ts` says: all hits of each row, widths, columns.
 * @param hits of each row, (cell)
 */
export function packTable(hits: readonly Uint32Array[], cells: number): Buffer {
  const rows = hits.length;
  const widths = Uint8Array.from({ length: cells }, (_, cell) => widthOf(hits, cell));
  const columnsAt = 4 * rows + padded(cells);
  const packed = Buffer.alloc(widths.reduce((sum, width) => sum + padded(width * rows), columnsAt));
  const { bytes, shorts, words } = viewsOf(packed);
  for (const [row, own] of hits.entries()) words[row] = own.reduce((sum, count) => sum + count, 0);
  packed.set(widths, 4 * rows);
  let at = columnsAt;
  for (const [cell, width] of widths.entries()) {
    const into = width === 1 ? bytes : width === 2 ? shorts : words;
    const first = at / width;
    for (let row = 0; row < rows && width > 0; row += 1) into[first + row] = (hits[row] as Uint32Array)[cell] as number;
    at += padded(width * rows);
  }
  return packed;
}

function widthOf(hits: readonly Uint32Array[], cell: number): number {
  let most = 0;
  for (const own of hits) most = Math.max(most, own[cell] as number);
  if (most === 0) return 0;
  return most <= NARROW.byte ? 1 : most <= NARROW.short ? 2 : 4;
}

/** The same bytes as numbers of each width; this machine's order of bytes is the file's. */
function viewsOf({ buffer, byteOffset, length }: Buffer) {
  return {
    bytes: new Uint8Array(buffer, byteOffset, length),
    shorts: new Uint16Array(buffer, byteOffset, length >> 1),
    words: new Uint32Array(buffer, byteOffset, length >> 2),
  };
}

/** The next multiple of four. */
export function padded(bytes: number): number {
  return (bytes + 3) & ~3;
}

/** A table that is read from a chunk. */
export interface ReadTable {
  /** (row) the sum over the cells that are asked for. */
  readonly sums: Float64Array;
  /** (row) over all cells. */
  readonly totals: Float64Array;
  /** Where the next table begins. */
  readonly end: number;
}

export interface TableQuestion {
  /** Where the table begins in the chunk, a multiple of four. */
  readonly start: number;
  readonly rows: number;
  /** (cell of the table) 1 where it counts. */
  readonly wanted: Uint8Array;
}

/** Sums some columns of a packed table. Where more than half of the cells count, the others are taken off the totals. */
export function sumTable(chunk: Buffer, { start, rows, wanted }: TableQuestion): ReadTable {
  const { bytes, shorts, words } = viewsOf(chunk);
  const totals = Float64Array.from(words.subarray(start >> 2, (start >> 2) + rows));
  const widthsAt = start + 4 * rows;
  const counted = wanted.reduce((sum, one) => sum + one, 0);
  const asked = 2 * counted > wanted.length ? 0 : 1;
  const sums = new Float64Array(rows);
  let at = widthsAt + padded(wanted.length);
  for (let place = 0; place < wanted.length; place += 1) {
    const width = bytes[widthsAt + place] as number;
    if (width > 0 && wanted[place] === asked) {
      const column = width === 1 ? bytes : width === 2 ? shorts : words;
      addColumn(sums, column, at / width);
    }
    at += padded(width * rows);
  }
  if (asked === 0) for (let row = 0; row < rows; row += 1) sums[row] = (totals[row] as number) - (sums[row] as number);
  return { sums, totals, end: at };
}

function addColumn(sums: Float64Array, column: Uint8Array | Uint16Array | Uint32Array, first: number): void {
  for (let row = 0; row < sums.length; row += 1) {
    sums[row] = (sums[row] as number) + (column[first + row] as number);
  }
}
