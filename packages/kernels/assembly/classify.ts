import { chunkCount, chunkGreatest, chunkLeast, greatestClass, leastClass, rowGroups } from './plan';

/** Above this, a difference of two activations may overflow, and a value may leave its corners. */
const SAFE_MAX: f32 = 8.507059e37;

/** What a map allows: nothing to count, counting by tiles, or only pixel by pixel. */
export const NOTHING: i32 = 0;
export const BY_TILES: i32 = 1;
export const BY_PIXELS: i32 = 2;

/** Looks over a map's values. `lowest` is the unit's least threshold: below it there is nothing to count. */
export function inspectMap(map: usize, size: i32, lowest: f32): i32 {
  let greatest: f32 = -Infinity;
  let i = 0;
  if (size >= 4) {
    let all = f32x4.splat(-Infinity);
    let safe = v128.splat<i32>(-1);
    const bound = f32x4.splat(SAFE_MAX);
    for (; i + 4 <= size; i += 4) {
      const four = v128.load(map + 4 * i);
      all = f32x4.pmax(all, four);
      safe = v128.and(safe, f32x4.le(f32x4.abs(four), bound));
    }
    if (!i32x4.all_true(safe)) return BY_PIXELS;
    all = f32x4.pmax(all, v128.shuffle<f32>(all, all, 2, 3, 0, 1));
    all = f32x4.pmax(all, v128.shuffle<f32>(all, all, 1, 0, 3, 2));
    greatest = f32x4.extract_lane(all, 0);
  }
  for (; i < size; i++) {
    const value = load<f32>(map + 4 * i);
    if (!(abs(value) <= SAFE_MAX)) return BY_PIXELS;
    if (value > greatest) greatest = value;
  }
  return greatest < lowest ? NOTHING : BY_TILES;
}

/** The class (how many thresholds it reaches) of the least and greatest value of every tile of a group of mask rows. */
export function classifyGroup(group: i32, thresholds: usize, thresholdCount: i32): void {
  const chunksPadded = (chunkCount + 3) & ~3;
  const first = load<i32>(rowGroups + 16 * group, 8);
  const last = load<i32>(rowGroups + 16 * group, 12);
  const stride = 4 * chunksPadded;
  for (let chunk = 0; chunk < chunkCount; chunk += 4) {
    let at = 4 * chunk + first * stride;
    let least = v128.load(chunkLeast + at);
    let greatest = v128.load(chunkGreatest + at);
    for (let y = first + 1; y <= last; y++) {
      at += stride;
      least = f32x4.pmin(least, v128.load(chunkLeast + at));
      greatest = f32x4.pmax(greatest, v128.load(chunkGreatest + at));
    }
    let least4 = i32x4.splat(0);
    let greatest4 = i32x4.splat(0);
    for (let t = 0; t < thresholdCount; t++) {
      const threshold = v128.load_splat<f32>(thresholds + 4 * t);
      least4 = i32x4.sub(least4, f32x4.ge(least, threshold));
      greatest4 = i32x4.sub(greatest4, f32x4.ge(greatest, threshold));
    }
    v128.store(leastClass + 4 * chunk, least4);
    v128.store(greatestClass + 4 * chunk, greatest4);
  }
}

/** Every tile may hold every class. */
export function classifyNothing(thresholdCount: i32): void {
  for (let chunk = 0; chunk < chunkCount; chunk++) {
    store<i32>(leastClass + 4 * chunk, 0);
    store<i32>(greatestClass + 4 * chunk, thresholdCount);
  }
}
