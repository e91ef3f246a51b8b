import { reached } from './plan';

/** Adds a tile that lies in one class. An entry is a cell of the tile: image cell << 8 | pixels. */
export function addWhole(entries: usize, from: u32, to: u32, counts: usize, stride: i32): void {
  for (let e = from; e < to; e++) {
    const entry = load<u32>(entries + 4 * e);
    const at = counts + (entry >> 8) * stride;
    store<u32>(at, load<u32>(at) + (entry & 255));
  }
}

/** Adds a tile of which some pixels reach thresholds least..greatest-1, marked in `reached`. */
export function addMarked(
  entries: usize,
  masks: usize,
  from: u32,
  to: u32,
  counts: usize,
  stride: i32,
  least: i32,
  greatest: i32,
): void {
  for (let e = from; e < to; e++) {
    const entry = load<u32>(entries + 4 * e);
    const lower = load<u64>(masks + 16 * e);
    const upper = load<u64>(masks + 16 * e, 8);
    let at = counts + (entry >> 8) * stride + 4 * least;
    let left = entry & 255;
    for (let t = least; t < greatest; t++) {
      const reach = <u32>(popcnt(lower & load<u64>(reached + 16 * t)) + popcnt(upper & load<u64>(reached + 16 * t, 8)));
      store<u32>(at, load<u32>(at) + left - reach);
      left = reach;
      at += 4;
    }
    store<u32>(at, load<u32>(at) + left);
  }
}
