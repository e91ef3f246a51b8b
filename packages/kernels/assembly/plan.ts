// Where things lie in memory. Written once for a pair of shapes by `configure`; see src/wasm/memory-plan.ts.

/** Rows and columns of one activation map. */
export let mapHeight: i32 = 0;
export let mapWidth: i32 = 0;
/** Chunks of 8 mask columns; mask columns are padded to whole chunks with copies of the last. */
export let chunkCount: i32 = 0;
/** Groups of mask rows; group × chunk = tile. */
export let groupCount: i32 = 0;
/** u32 a padded mask column: byte offset of the first and second map column in a map row. */
export let firstColumns: usize = 0;
export let secondColumns: usize = 0;
/** Whether every four mask columns from a multiple of 4 lie between four neighbouring map columns. */
export let narrow: bool = false;
/** u32 for every four mask columns: byte offset of those neighbours in a map row. */
export let laneBases: usize = 0;
/** v128 for every four mask columns: the bytes of those neighbours that are the first and second map column of each. */
export let firstLanes: usize = 0;
export let secondLanes: usize = 0;
/** f32 a padded mask column: weight of the second map column. */
export let columnWeights: usize = 0;
/** 16 bytes a mask row: byte offsets of the two widened rows (u32, u32), weight of the second (f32), nothing. */
export let maskRows: usize = 0;
/** 16 bytes a group: first mask row, rows, first and last map row (i32 each). */
export let rowGroups: usize = 0;
/** f32 (map height, padded mask columns): the map, widened to the mask's columns. */
export let wide: usize = 0;
/** f32 (map height, chunks padded to 4): least and greatest widened value of a chunk. */
export let chunkLeast: usize = 0;
export let chunkGreatest: usize = 0;
/** i32 (chunks padded to 4): class of the least and of the greatest value of each tile of the group at hand. */
export let leastClass: usize = 0;
export let greatestClass: usize = 0;
/** v128 a threshold: which pixels of the tile at hand reach it. */
export let reached: usize = 0;

export function configure(
  height: i32,
  width: i32,
  chunks: i32,
  groups: i32,
  first: usize,
  second: usize,
  isNarrow: bool,
  bases: usize,
  lanesOfFirst: usize,
  lanesOfSecond: usize,
  weights: usize,
  rows: usize,
  rowGroupTable: usize,
  widened: usize,
  least: usize,
  greatest: usize,
  leastClasses: usize,
  greatestClasses: usize,
  reachedMasks: usize,
): void {
  mapHeight = height;
  mapWidth = width;
  chunkCount = chunks;
  groupCount = groups;
  firstColumns = first;
  secondColumns = second;
  narrow = isNarrow;
  laneBases = bases;
  firstLanes = lanesOfFirst;
  secondLanes = lanesOfSecond;
  columnWeights = weights;
  maskRows = rows;
  rowGroups = rowGroupTable;
  wide = widened;
  chunkLeast = least;
  chunkGreatest = greatest;
  leastClass = leastClasses;
  greatestClass = greatestClasses;
  reached = reachedMasks;
}
