import {
  chunkCount,
  chunkGreatest,
  chunkLeast,
  columnWeights,
  firstColumns,
  mapHeight,
  mapWidth,
  secondColumns,
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
  let into = wide;
  for (let y = 0; y < mapHeight; y++) {
    const row = map + 4 * y * mapWidth;
    const bounds = 4 * y * chunksPadded;
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      const at = 32 * chunk;
      const left = lerp(gather(row, firstColumns + at), gather(row, secondColumns + at), v128.load(columnWeights + at));
      const right = lerp(
        gather(row, firstColumns + at + 16),
        gather(row, secondColumns + at + 16),
        v128.load(columnWeights + at, 16),
      );
      v128.store(into, left);
      v128.store(into, right, 16);
      into += 32;
      let least = f32x4.pmin(left, right);
      least = f32x4.pmin(least, v128.shuffle<f32>(least, least, 2, 3, 0, 1));
      least = f32x4.pmin(least, v128.shuffle<f32>(least, least, 1, 0, 3, 2));
      let greatest = f32x4.pmax(left, right);
      greatest = f32x4.pmax(greatest, v128.shuffle<f32>(greatest, greatest, 2, 3, 0, 1));
      greatest = f32x4.pmax(greatest, v128.shuffle<f32>(greatest, greatest, 1, 0, 3, 2));
      store<f32>(chunkLeast + bounds + 4 * chunk, f32x4.extract_lane(least, 0));
      store<f32>(chunkGreatest + bounds + 4 * chunk, f32x4.extract_lane(greatest, 0));
    }
  }
}
