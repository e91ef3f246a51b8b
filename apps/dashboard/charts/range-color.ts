/** Steps of the scale in styles/tokens.css. */
const STEPS = 5;

/** The colour of a range, as CSS. With other than five ranges the same scale is interpolated; a single one is the strongest. */
export function rangeColor(clusterIndex: number, clusterCount: number): string {
  const at = clusterCount <= 1 ? STEPS - 1 : ((clusterIndex - 1) / (clusterCount - 1)) * (STEPS - 1);
  const below = Math.floor(at);
  const share = Math.round((at - below) * 100);
  if (share === 0) return `var(--range-${below + 1})`;
  return `color-mix(in oklch, var(--range-${below + 2}) ${share}%, var(--range-${below + 1}))`;
}

/** The colour of text on a range's colour: the scale's lightness crosses its middle between steps 3 and 4. */
export function onRangeColor(clusterIndex: number, clusterCount: number): string {
  const at = clusterCount <= 1 ? 1 : (clusterIndex - 1) / (clusterCount - 1);
  return at > 0.55
    ? 'light-dark(var(--on-range-light), var(--on-range-dark))'
    : at < 0.45
      ? 'light-dark(var(--on-range-dark), var(--on-range-light))'
      : 'var(--on-range-dark)';
}
