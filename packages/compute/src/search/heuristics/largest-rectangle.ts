import type { Box } from './extent.ts';

/** A mask in a sample's grid of cells: the pixels whose cell is satisfied. */
export interface MaskInCells {
  /** (height, width) */
  readonly cells: Uint16Array | Uint32Array;
  /** (cell) 1 where the mask holds. */
  readonly satisfied: Uint8Array;
  /** Holds the mask; only these pixels are looked at. */
  readonly box: Box;
}

/**
 * Makes the function that finds a largest rectangle of pixels within a mask; of equals the one whose last row comes
 * first, then the one that ends leftmost. For each row, a stack of columns with rising heights of the pixels above: time
 * is linear in the pixels of the box.
 */
export function rectangleFinder(width: number): (mask: MaskInCells, into: Box) => void {
  const heights = new Uint32Array(width + 1);
  // Columns where a rectangle of a height starts, heights rising.
  const starts = new Uint32Array(width + 1);
  const levels = new Uint32Array(width + 1);
  return ({ cells, satisfied, box }, into) => {
    heights.fill(0);
    let most = 0;
    for (let y = box.top; y < box.bottom; y += 1) {
      let open = 0;
      // Beyond the box the height is 0, which closes every rectangle.
      for (let x = box.left; x <= box.right; x += 1) {
        const inside = x < box.right && satisfied[cells[y * width + x] as number] === 1;
        const height = inside ? (heights[x] as number) + 1 : 0;
        heights[x] = height;
        let start = x;
        while (open > 0 && (levels[open - 1] as number) >= height) {
          open -= 1;
          start = starts[open] as number;
          const level = levels[open] as number;
          const area = level * (x - start);
          if (area <= most) continue;
          most = area;
          into.top = y + 1 - level;
          into.left = start;
          into.bottom = y + 1;
          into.right = x;
        }
        if (height === 0) continue;
        starts[open] = start;
        levels[open] = height;
        open += 1;
      }
    }
    if (most === 0) into.top = into.left = into.bottom = into.right = 0;
  };
}
