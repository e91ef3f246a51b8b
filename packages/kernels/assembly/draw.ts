import { BY_TILES, classifyGroup, classifyNothing, inspectMap, NOTHING } from './classify';
import { markTile } from './mark';
import { chunkCount, greatestClass, groupCount, leastClass, mapHeight, mapWidth, reached, rowGroups } from './plan';
import { widenMap } from './widen';

/**
 * Draws one image's pixels that reach the first of one or two thresholds but not the second, and those whose cell is
 * marked in `satisfied` (u8 an image cell). Each mask is written row by row, a byte for each chunk of 8 columns, the
 * first column in the highest bit; `pixels` gets how many the first has, the second, and both.
 */
export function drawImage(
  image: usize,
  map: usize,
  thresholds: usize,
  thresholdCount: i32,
  satisfied: usize,
  bitmap: usize,
  formulaMask: usize,
  pixels: usize,
): void {
  const found = inspectMap(map, mapHeight * mapWidth, load<f32>(thresholds));
  if (found !== NOTHING) widenMap(map);
  classifyNothing(found === NOTHING ? 0 : thresholdCount);
  const starts = image + load<u32>(image, 4);
  const entries = image + load<u32>(image, 8);
  const masks = image + load<u32>(image, 12);
  let bitmapPixels = 0;
  let formulaPixels = 0;
  let bothPixels = 0;
  for (let group = 0; group < groupCount; group++) {
    if (found === BY_TILES) classifyGroup(group, thresholds, thresholdCount);
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      const start = starts + 4 * (group * chunkCount + chunk);
      let all = i32x4.splat(0);
      let matching = i32x4.splat(0);
      for (let e = load<u32>(start); e < load<u32>(start, 4); e++) {
        const own = v128.load(masks + 16 * <usize>e);
        all = v128.or(all, own);
        if (load<u8>(satisfied + (load<u32>(entries + 4 * <usize>e) >> 8))) matching = v128.or(matching, own);
      }
      const held = v128.and(all, tileInRange(group, chunk, thresholds, thresholdCount));
      bitmapPixels += countBits(held);
      formulaPixels += countBits(matching);
      bothPixels += countBits(v128.and(held, matching));
      writeTile(held, bitmap, group, chunk);
      writeTile(matching, formulaMask, group, chunk);
    }
  }
  store<i32>(pixels, bitmapPixels);
  store<i32>(pixels, formulaPixels, 4);
  store<i32>(pixels, bothPixels, 8);
}

/** Pixels of a tile that reach the first threshold and not the second, padded columns included. */
function tileInRange(group: i32, chunk: i32, thresholds: usize, thresholdCount: i32): v128 {
  const least = load<i32>(leastClass + 4 * chunk);
  const greatest = load<i32>(greatestClass + 4 * chunk);
  markTile(group, chunk, thresholds, least, greatest);
  let inRange = i32x4.splat(0);
  if (least > 0) inRange = i32x4.splat(-1);
  else if (greatest > 0) inRange = v128.load(reached);
  if (thresholdCount < 2 || greatest < 2) return inRange;
  return least > 1 ? i32x4.splat(0) : v128.andnot(inRange, v128.load(reached, 16));
}

function countBits(bits: v128): i32 {
  return <i32>(popcnt(i64x2.extract_lane(bits, 0)) + popcnt(i64x2.extract_lane(bits, 1)));
}

/** Writes a tile's marks, see mark.ts, as a byte per row. */
function writeTile(marks: v128, into: usize, group: i32, chunk: i32): void {
  const row = load<i32>(rowGroups + 16 * group);
  const count = load<i32>(rowGroups + 16 * group, 4);
  // `bitmask` puts the first lane into the lowest bit.
  const reversed = v128.shuffle<i32>(marks, marks, 3, 2, 1, 0);
  let to = into + row * chunkCount + chunk;
  for (let shift = 32 - 2 * count; shift < 32; shift += 2) {
    const left = i32x4.bitmask(i32x4.shl(reversed, shift));
    const right = i32x4.bitmask(i32x4.shl(reversed, shift + 1));
    store<u8>(to, (left << 4) | right);
    to += chunkCount;
  }
}
