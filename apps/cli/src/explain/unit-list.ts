/**
 * Ascending unit numbers as `--units` reads them, runs of three or more as one.
 * @example unitList([0, 1, 2, 5, 7, 8]) // '0-2,5,7,8'
 */
export function unitList(units: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const unit of units) {
    const last = runs.at(-1);
    if (last && unit === last[1] + 1) last[1] = unit;
    else runs.push([unit, unit]);
  }
  return runs
    .map(([first, last]) => (first === last ? `${first}` : `${first}${last - first > 1 ? '-' : ','}${last}`))
    .join(',');
}
