/** The scale of ranges as styles/tokens.css has it, which a picture that is a file of its own does not reach. */
export const RANGE_STEPS = [
  'light-dark(oklch(0.86 0.04 255), oklch(0.42 0.05 255))',
  'light-dark(oklch(0.75 0.06 240), oklch(0.53 0.065 240))',
  'light-dark(oklch(0.64 0.08 225), oklch(0.64 0.08 225))',
  'light-dark(oklch(0.53 0.08 210), oklch(0.75 0.08 210))',
  'light-dark(oklch(0.42 0.07 195), oklch(0.86 0.07 195))',
] as const;

/** (range) its colour; with other than five the same scale is interpolated, a single one is the strongest. */
export function rangeSteps(clusterCount: number): string[] {
  return Array.from({ length: clusterCount }, (_, index) => {
    const at = clusterCount <= 1 ? RANGE_STEPS.length - 1 : (index / (clusterCount - 1)) * (RANGE_STEPS.length - 1);
    const below = Math.floor(at);
    const share = Math.round((at - below) * 100);
    if (share === 0) return RANGE_STEPS[below] as string;
    return `color-mix(in oklch, ${RANGE_STEPS[below + 1]} ${share}%, ${RANGE_STEPS[below]})`;
  });
}
