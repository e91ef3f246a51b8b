/** A rectangle of pixels; bottom and right are the first ones beyond it. Without pixels all four are 0. */
export interface Box {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** What is known of a concept or formula in one sample. Objects are filled again and again, so that hot loops make none. */
export interface Extent {
  /** Pixels. */
  area: number;
  /** Pixels that lie in the range. */
  hits: number;
  /** The smallest box around the mask. */
  readonly box: Box;
  /** A largest rectangle within the mask. */
  readonly rectangle: Box;
}

/** Extents of many masks, one entry each, without hits. 20 bytes an entry. */
export interface ExtentColumns {
  readonly areas: Uint32Array;
  /** (entry, 4): top, left, bottom, right. */
  readonly boxes: Uint16Array;
  readonly rectangles: Uint16Array;
}

export function extentColumns(entries: number): ExtentColumns {
  return {
    areas: new Uint32Array(entries),
    boxes: new Uint16Array(4 * entries),
    rectangles: new Uint16Array(4 * entries),
  };
}

/** A mask without pixels. */
export function emptyExtent(): Extent {
  return { area: 0, hits: 0, box: emptyBox(), rectangle: emptyBox() };
}

export function emptyBox(): Box {
  return { top: 0, left: 0, bottom: 0, right: 0 };
}

/** Fills an extent with an entry; `hits` is (entry). */
export function loadExtent(
  into: Extent,
  entry: number,
  { columns, hits }: { readonly columns: ExtentColumns; readonly hits: Uint32Array },
): void {
  into.area = columns.areas[entry] as number;
  into.hits = hits[entry] as number;
  loadBox(into.box, columns.boxes, entry);
  loadBox(into.rectangle, columns.rectangles, entry);
}

export function loadBox(into: Box, boxes: Uint16Array, entry: number): void {
  into.top = boxes[4 * entry] as number;
  into.left = boxes[4 * entry + 1] as number;
  into.bottom = boxes[4 * entry + 2] as number;
  into.right = boxes[4 * entry + 3] as number;
}

export function storeBox(boxes: Uint16Array, entry: number, { top, left, bottom, right }: Box): void {
  boxes[4 * entry] = top;
  boxes[4 * entry + 1] = left;
  boxes[4 * entry + 2] = bottom;
  boxes[4 * entry + 3] = right;
}

/** Widens the box of `to` so that it holds that of `from`, which has a pixel; a box without pixels becomes it. */
export function widenBox(boxes: Uint16Array, to: number, { from, at }: { from: Uint16Array; at: number }): void {
  const [i, j] = [4 * to, 4 * at];
  const empty = boxes[i + 2] === 0;
  for (let side = 0; side < 4; side += 1) {
    const [own, other] = [boxes[i + side] as number, from[j + side] as number];
    boxes[i + side] = empty ? other : side < 2 ? Math.min(own, other) : Math.max(own, other);
  }
}

/** Pixels that two boxes share. */
export function overlapOf(a: Box, b: Box): number {
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return height > 0 && width > 0 ? height * width : 0;
}
