import {
  chunkCount,
  chunkGreatest,
  chunkLeast,
  columnWeights,
  firstColumns,
  firstLanes,
  laneBases,
  mapHeight,
  mapWidth,
  narrow,
  secondColumns,
  secondLanes,
  wide,
} from './plan';

/** Four values of a map row, at the byte offsets listed at `offsets`. */
function gather(row: usize, offsets: usize): v128 {
  let four = v128.load32_zero(row + load<u32>(offsets));
  four = f32x4.replace_lane(four, 1, load<f32>(row + load<u32>(offsets, 4)));
  four = f32x4.replace_lane(four, 2, load<f32>(row + load<u32>(offsets, 8)));
  return f32x4.replace_lane(four, 3, load<f32>(row + load<u32>(offsets, 12)));
}

/** a + w·(b − a), each operation rounded to float32. */
export function lerp(a: v128, b: v128, w: v128): v128 {
  return f32x4.add(a, f32x4.mul(w, f32x4.sub(b, a)));
}

/** Widens every map row to the mask's columns and keeps the least and greatest value of each chunk. */
export function widenMap(map: usize): void {
  const chunksPadded = (chunkCount + 3) & ~3;
  for (let y = 0; y < mapHeight; y++) {
    const row = map + 4 * y * mapWidth;
    const into = wide + 32 * y * chunkCount;
    if (narrow) widenNeighbours(row, into);
    else widenAnywhere(row, into);
    for (let chunk = 0; chunk < chunkCount; chunk += 4) boundFour(into + 32 * chunk, 4 * (y * chunksPadded + chunk));
  }
}

/** Every four mask columns lie between four neighbours of the row, which are loaded at once and put in their places. */
function widenNeighbours(row: usize, into: usize): void {
  const end = 32 * chunkCount;
  for (let columns = 0; columns < end; columns += 16) {
    const four = v128.load(row + load<u32>(laneBases + (columns >> 2)));
    const first = v128.swizzle(four, v128.load(firstLanes + columns));
    const second = v128.swizzle(four, v128.load(secondLanes + columns));
    v128.store(into + columns, lerp(first, second, v128.load(columnWeights + columns)));
  }
}

function widenAnywhere(row: usize, into: usize): void {
  const end = 32 * chunkCount;
  for (let columns = 0; columns < end; columns += 16) {
    const first = gather(row, firstColumns + columns);
    const second = gather(row, secondColumns + columns);
    v128.store(into + columns, lerp(first, second, v128.load(columnWeights + columns)));
  }
}

/** The least and greatest value of each of four chunks; those behind the last are of no meaning. */
function boundFour(from: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  const c = v128.load(from, 32);
  const d = v128.load(from, 48);
  const e = v128.load(from, 64);
  const f = v128.load(from, 80);
  const g = v128.load(from, 96);
  const h = v128.load(from, 112);
  v128.store(chunkLeast + to, leastOfEach(f32x4.pmin(a, b), f32x4.pmin(c, d), f32x4.pmin(e, f), f32x4.pmin(g, h)));
  v128.store(
    chunkGreatest + to,
    greatestOfEach(f32x4.pmax(a, b), f32x4.pmax(c, d), f32x4.pmax(e, f), f32x4.pmax(g, h)),
  );
}

function leastOfEach(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.pmin(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.pmin(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.pmin(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

function greatestOfEach(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.pmax(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.pmax(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.pmax(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}
