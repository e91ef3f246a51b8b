import { addMarked, addWhole } from './add-tile';
import { BY_PIXELS, classifyGroup, classifyNothing, inspectMap, NOTHING } from './classify';
import { markTile } from './mark';
import { chunkCount, greatestClass, groupCount, leastClass, mapHeight, mapWidth } from './plan';
import { widenMap } from './widen';

/** Bytes of one image that a map is laid over: where it lies, its counts (image cell, class), and the table (cell, class). */
const LAID: usize = 12;

/**
 * Counts one map of one unit over several images, each into a table of its own, as `countImage` does over one: the map is
 * widened once, each tile is classified and marked once. `laid` lists `laidCount` images with their counts, which are 0
 * before and after, and their tables.
 */
export function layMap(map: usize, thresholds: usize, thresholdCount: i32, laid: usize, laidCount: i32): void {
  const stride = ((thresholdCount + 4) & ~3) << 2;
  const found = inspectMap(map, mapHeight * mapWidth, load<f32>(thresholds));
  if (found === NOTHING) return;
  widenMap(map);
  if (found === BY_PIXELS) classifyNothing(thresholdCount);
  const end = laid + LAID * laidCount;
  for (let group = 0; group < groupCount; group++) {
    if (found !== BY_PIXELS) classifyGroup(group, thresholds, thresholdCount);
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      const least = load<i32>(leastClass + 4 * chunk);
      const greatest = load<i32>(greatestClass + 4 * chunk);
      if (greatest === 0) continue;
      if (least !== greatest) markTile(group, chunk, thresholds, least, greatest);
      const tile: usize = 4 * (group * chunkCount + chunk);
      for (let one = laid; one < end; one += LAID) addTile(one, tile, stride, least, greatest);
    }
  }
  for (let one = laid; one < end; one += LAID) moveCounts(one, stride);
}

/** Adds one tile of an image to its counts. */
function addTile(one: usize, tile: usize, stride: i32, least: i32, greatest: i32): void {
  const image: usize = load<u32>(one);
  const counts: usize = load<u32>(one, 4);
  const start = image + load<u32>(image, 4) + tile;
  const entries = image + load<u32>(image, 8);
  const from = load<u32>(start);
  const to = load<u32>(start, 4);
  if (least === greatest) addWhole(entries, from, to, counts + 4 * least, stride);
  else addMarked(entries, image + load<u32>(image, 12), from, to, counts, stride, least, greatest);
}

/** Adds an image's counts to its table, and sets them back to 0. */
function moveCounts(one: usize, stride: i32): void {
  const image: usize = load<u32>(one);
  const table: usize = load<u32>(one, 8);
  const cellCount = load<u32>(image);
  const cells = image + 16;
  const zero = i32x4.splat(0);
  let at: usize = load<u32>(one, 4);
  for (let i: u32 = 0; i < cellCount; i++) {
    const to = table + <usize>load<u32>(cells + 4 * i) * stride;
    for (let column = 0; column < stride; column += 16) {
      v128.store(to + column, i32x4.add(v128.load(to + column), v128.load(at + column)));
      v128.store(at + column, zero);
    }
    at += stride;
  }
}
