import { maskRows, reached, rowGroups, wide } from './plan';
import { lerp } from './widen';

/**
 * Marks which pixels of a tile reach thresholds from..to-1. Pixel (row, 4·half + lane) of the tile is one bit of lane
 * `lane`: the first row's left half is the highest bit in use, the last row's right half is bit 0.
 */
export function markTile(group: i32, chunk: i32, thresholds: usize, from: i32, to: i32): void {
  let t = from;
  for (; t + 2 <= to; t += 2) markTwo(group, chunk, thresholds, t);
  if (t < to) markOne(group, chunk, thresholds, t);
}

function markOne(group: i32, chunk: i32, thresholds: usize, t: i32): void {
  const threshold = v128.load_splat<f32>(thresholds + 4 * t);
  let marks = i32x4.splat(0);
  const tile = wide + 32 * chunk;
  let row = maskRows + 16 * load<i32>(rowGroups + 16 * group);
  const end = row + 16 * load<i32>(rowGroups + 16 * group, 4);
  for (; row < end; row += 16) {
    const above = tile + load<u32>(row);
    const below = tile + load<u32>(row, 4);
    const weight = v128.load_splat<f32>(row, 8);
    const left = lerp(v128.load(above), v128.load(below), weight);
    const right = lerp(v128.load(above, 16), v128.load(below, 16), weight);
    marks = i32x4.sub(i32x4.add(marks, marks), f32x4.ge(left, threshold));
    marks = i32x4.sub(i32x4.add(marks, marks), f32x4.ge(right, threshold));
  }
  v128.store(reached + 16 * t, marks);
}

function markTwo(group: i32, chunk: i32, thresholds: usize, t: i32): void {
  const lower = v128.load_splat<f32>(thresholds + 4 * t);
  const upper = v128.load_splat<f32>(thresholds + 4 * t, 4);
  let lowerMarks = i32x4.splat(0);
  let upperMarks = i32x4.splat(0);
  const tile = wide + 32 * chunk;
  let row = maskRows + 16 * load<i32>(rowGroups + 16 * group);
  const end = row + 16 * load<i32>(rowGroups + 16 * group, 4);
  for (; row < end; row += 16) {
    const above = tile + load<u32>(row);
    const below = tile + load<u32>(row, 4);
    const weight = v128.load_splat<f32>(row, 8);
    const left = lerp(v128.load(above), v128.load(below), weight);
    const right = lerp(v128.load(above, 16), v128.load(below, 16), weight);
    lowerMarks = i32x4.sub(i32x4.add(lowerMarks, lowerMarks), f32x4.ge(left, lower));
    upperMarks = i32x4.sub(i32x4.add(upperMarks, upperMarks), f32x4.ge(left, upper));
    lowerMarks = i32x4.sub(i32x4.add(lowerMarks, lowerMarks), f32x4.ge(right, lower));
    upperMarks = i32x4.sub(i32x4.add(upperMarks, upperMarks), f32x4.ge(right, upper));
  }
  v128.store(reached + 16 * t, lowerMarks);
  v128.store(reached + 16 * t, upperMarks, 16);
}
