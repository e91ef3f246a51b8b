import { addMarked, addWhole } from './add-tile';
import { BY_PIXELS, classifyGroup, classifyNothing, inspectMap, NOTHING } from './classify';
import { markTile } from './mark';
import { chunkCount, greatestClass, groupCount, leastClass, mapHeight, mapWidth } from './plan';
import { widenMap } from './widen';

export { drawImage } from './draw';
export { layMap } from './lay';
export { configure } from './plan';

/**
 * Counts one image for one unit, by class: class c holds the pixels that reach exactly c of the unit's thresholds. The
 * image's own cells are counted in `counts` (image cell, class) first, which stays in the cache, then added to the
 * unit's `table` (cell, class). Writes the image's pixels by class to `pixels`, and to `ranges` (image cell) the ranges
 * that hold a pixel of the cell, as bits; `classRanges` has those of each class. Tiles whose values all lie in one class
 * are added at once.
 */
export function countImage(
  image: usize,
  map: usize,
  thresholds: usize,
  thresholdCount: i32,
  counts: usize,
  classRanges: usize,
  table: usize,
  pixels: usize,
  ranges: usize,
): void {
  const stride = ((thresholdCount + 4) & ~3) << 2;
  const found = inspectMap(map, mapHeight * mapWidth, load<f32>(thresholds));
  if (found === NOTHING) {
    memory.fill(pixels, 0, stride);
    memory.fill(ranges, 0, load<u32>(image) << 2);
    return;
  }
  widenMap(map);
  if (found === BY_PIXELS) classifyNothing(thresholdCount);
  const starts = image + load<u32>(image, 4);
  const entries = image + load<u32>(image, 8);
  const masks = image + load<u32>(image, 12);
  for (let group = 0; group < groupCount; group++) {
    if (found !== BY_PIXELS) classifyGroup(group, thresholds, thresholdCount);
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      const least = load<i32>(leastClass + 4 * chunk);
      const greatest = load<i32>(greatestClass + 4 * chunk);
      if (greatest === 0) continue;
      const start = starts + 4 * (group * chunkCount + chunk);
      const from = load<u32>(start);
      const to = load<u32>(start, 4);
      if (least === greatest) {
        addWhole(entries, from, to, counts + 4 * least, stride);
      } else {
        markTile(group, chunk, thresholds, least, greatest);
        addMarked(entries, masks, from, to, counts, stride, least, greatest);
      }
    }
  }
  moveCounts(image, counts, classRanges, table, pixels, ranges, stride);
}

/** Adds the image's counts to the unit's table and to `pixels`, notes the ranges of each cell, and sets the counts back to 0. */
function moveCounts(
  image: usize,
  counts: usize,
  classRanges: usize,
  table: usize,
  pixels: usize,
  ranges: usize,
  stride: i32,
): void {
  const cellCount = load<u32>(image);
  const cells = image + 16;
  const zero = i32x4.splat(0);
  for (let column = 0; column < stride; column += 16) {
    let sum = zero;
    let at = counts + column;
    const bits = v128.load(classRanges + column);
    for (let i: u32 = 0; i < cellCount; i++) {
      const four = v128.load(at);
      const to = table + <usize>load<u32>(cells + 4 * i) * stride + column;
      v128.store(to, i32x4.add(v128.load(to), four));
      v128.store(at, zero);
      sum = i32x4.add(sum, four);
      at += stride;
      let held = v128.and(bits, i32x4.ne(four, zero));
      held = v128.or(held, v128.shuffle<i32>(held, held, 2, 3, 0, 1));
      held = v128.or(held, v128.shuffle<i32>(held, held, 1, 0, 3, 2));
      const found = i32x4.extract_lane(held, 0);
      store<i32>(ranges + 4 * i, column === 0 ? found : found | load<i32>(ranges + 4 * i));
    }
    v128.store(pixels + column, sum);
  }
}
