import { type RowGroup, TILE_WIDTH } from './row-groups.ts';

export interface TileGrid {
  readonly groups: readonly RowGroup[];
  readonly maskWidth: number;
  readonly cellCount: number;
}

/** Words before the image's cells: how many they are, and the byte offsets of tile starts, entries and masks. */
const HEADER_WORDS = 4;
const MASK_WORDS = 4;

/**
 * Makes the function that lists, for each tile of an image, the cells in it. The result, in 32-bit words: a header; the
 * dataset's cells that the image holds, numbered from 0 in the image; for each tile where its entries start (one more
 * for the end); an entry for each cell of a tile, image cell << 8 | pixels; and for each entry the 128-bit mask of its
 * pixels, in the order in which the kernel marks them.
 */
export function imageTiler({ groups, maskWidth, cellCount }: TileGrid): (cells: ArrayLike<number>) => Uint32Array {
  const chunks = Math.ceil(maskWidth / TILE_WIDTH);
  // 0 = not in the image (the tile) yet, else its number + 1.
  const inImage = new Uint32Array(cellCount);
  const pixels = groups.reduce((sum, { count }) => sum + count, 0) * maskWidth;
  const imageCells = new Uint32Array(pixels);
  const inTile = new Uint32Array(pixels);
  const entries = new Uint32Array(pixels);
  const masks = new Uint32Array(pixels * MASK_WORDS);
  const starts = new Uint32Array(groups.length * chunks + 1);

  return (cells) => {
    let cellsFound = 0;
    let entryCount = 0;
    let tile = 0;
    for (const group of groups) {
      for (let left = 0; left < maskWidth; left += TILE_WIDTH) {
        const start = entryCount;
        starts[tile++] = start;
        const right = Math.min(left + TILE_WIDTH, maskWidth);
        for (let row = 0; row < group.count; row += 1) {
          for (let x = left; x < right; x += 1) {
            const cell = cells[(group.start + row) * maskWidth + x] as number;
            let number = inImage[cell] as number;
            if (number === 0) {
              imageCells[cellsFound++] = cell;
              number = cellsFound;
              inImage[cell] = number;
            }
            let entry = inTile[number - 1] as number;
            if (entry === 0) {
              entries[entryCount] = (number - 1) << 8;
              masks.fill(0, entryCount * MASK_WORDS, (entryCount + 1) * MASK_WORDS);
              entry = ++entryCount;
              inTile[number - 1] = entry;
            }
            entries[entry - 1] = (entries[entry - 1] as number) + 1;
            const step = 2 * row + ((x - left) >> 2);
            const word = (entry - 1) * MASK_WORDS + (x & 3);
            masks[word] = (masks[word] as number) | (1 << (2 * group.count - 1 - step));
          }
        }
        for (let e = start; e < entryCount; e += 1) inTile[(entries[e] as number) >>> 8] = 0;
      }
    }
    starts[tile] = entryCount;
    for (let i = 0; i < cellsFound; i += 1) inImage[imageCells[i] as number] = 0;
    return join([imageCells.subarray(0, cellsFound), starts, entries.subarray(0, entryCount)], {
      masks: masks.subarray(0, entryCount * MASK_WORDS),
    });
  };
}

/** The image's cells, as the tiler listed them. */
export function tiledCells(image: Uint32Array): Uint32Array {
  return image.subarray(HEADER_WORDS, HEADER_WORDS + (image[0] as number));
}

/** Pixels of each of them: its entries' sum over all tiles. */
export function tiledPixels(image: Uint32Array): Uint32Array {
  const [cells = 0, , entriesAt = 0, masksAt = 0] = image.subarray(0, HEADER_WORDS);
  const pixels = new Uint32Array(cells);
  const starts = image.subarray((image[1] as number) / 4, entriesAt / 4);
  const entries = image.subarray(entriesAt / 4, Math.min(entriesAt / 4 + (starts.at(-1) ?? 0), masksAt / 4));
  for (const entry of entries) pixels[entry >>> 8] = (pixels[entry >>> 8] as number) + (entry & 255);
  return pixels;
}

function join(parts: readonly Uint32Array[], { masks }: { masks: Uint32Array }): Uint32Array {
  const offsets: number[] = [];
  let words = HEADER_WORDS;
  for (const part of parts) {
    offsets.push(words);
    words += part.length;
  }
  // The kernel's 128-bit loads are quickest on multiples of 16 bytes.
  const masksAt = Math.ceil(words / MASK_WORDS) * MASK_WORDS;
  const joined = new Uint32Array(masksAt + masks.length);
  joined.set([parts[0]?.length ?? 0, 4 * (offsets[1] ?? 0), 4 * (offsets[2] ?? 0), 4 * masksAt]);
  parts.forEach((part, i) => {
    joined.set(part, offsets[i]);
  });
  joined.set(masks, masksAt);
  return joined;
}
