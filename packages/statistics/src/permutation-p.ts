/**
 * p of a value against values drawn under the null: (1 + those at least as great) / (1 + all). The value itself counts as
 * one of them, so that p is never 0 and at most the share α of true nulls gets p ≤ α.
 * Source: B. Phipson, G. K. Smyth, Permutation p-values should never be zero (2010).
 * @example permutationP(0.3, [0.1, 0.2, 0.3]) // 0.5
 */
export function permutationP(value: number, drawn: ArrayLike<number>): number {
  let reached = 1;
  for (let draw = 0; draw < drawn.length; draw += 1) if ((drawn[draw] as number) >= value) reached += 1;
  return reached / (1 + drawn.length);
}
