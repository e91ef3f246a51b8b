/**
 * The quantile of ascending values, between the two nearest, linearly: what NumPy, PyTorch and PostgreSQL's
 * percentile_cont do. NaN of none. Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages (1996), type 7.
 * @example quantileOf([1, 2, 4, 8], 0.5) // 3
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
