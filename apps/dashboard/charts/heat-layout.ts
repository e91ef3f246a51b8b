/** Where a heat map's cells lie, in pixels of its own width. */
export interface HeatLayout {
  readonly left: number;
  /** Neurons side by side. */
  readonly columns: number;
  /** Rows of such columns, one under the other. */
  readonly bands: number;
  readonly bandHeight: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly count: number;
  readonly ranges: number;
}

const LEFT = 30;
const NAMES = 26;
/** A cell narrower than this cannot be pointed at. */
const CELL_LEAST = 3.5;
const CELL_MOST = 24;

/** Lays neurons out in as few bands as leave each cell wide enough, all bands about as full. */
export function heatLayout({
  width,
  count,
  clusterCount,
}: {
  width: number;
  count: number;
  clusterCount: number;
}): HeatLayout {
  const room = width - LEFT;
  const bands = Math.max(1, Math.ceil(count / Math.floor(room / CELL_LEAST)));
  const columns = Math.ceil(count / bands);
  const cellHeight = bands > 2 ? 15 : 24;
  return {
    left: LEFT,
    columns,
    bands,
    bandHeight: clusterCount * cellHeight + NAMES,
    cellWidth: Number(Math.min(CELL_MOST, room / columns).toFixed(3)),
    cellHeight,
    count,
    ranges: clusterCount,
  };
}

export interface HeatPlace {
  /** The neuron's place in the order, from 0. */
  readonly at: number;
  /** From 1, the lowest. */
  readonly range: number;
}

/** The cell at a point of the picture; null beside the cells. */
export function heatPlace(layout: HeatLayout, { x, y }: { x: number; y: number }): HeatPlace | null {
  const { left, columns, bandHeight, cellWidth, cellHeight, count, ranges } = layout;
  const band = Math.floor(y / bandHeight);
  const column = Math.floor((x - left) / cellWidth);
  const row = Math.floor((y - band * bandHeight) / cellHeight);
  const at = band * columns + column;
  if (column < 0 || column >= columns || row < 0 || row >= ranges || at < 0 || at >= count) return null;
  return { at, range: ranges - row };
}

/** The cell's left upper corner. */
export function heatCorner(layout: HeatLayout, { at, range }: HeatPlace): { x: number; y: number } {
  const { left, columns, bandHeight, cellWidth, cellHeight, ranges } = layout;
  return {
    x: left + (at % columns) * cellWidth,
    y: Math.floor(at / columns) * bandHeight + (ranges - range) * cellHeight,
  };
}
