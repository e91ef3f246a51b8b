/**
 * One-sided p of at least so many of one kind among so many of both, when either is as likely: the exact sign test, which of
 * paired outcomes is McNemar's. 1 where there are none.
 * Source: J. Arbuthnot (1710); Q. McNemar, Note on the sampling error of the difference between correlated proportions (1947).
 * @example signTest(9, 1) // 11 / 1024 = 0.01074
 */
export function signTest(more: number, less: number): number {
  const total = more + less;
  let logTerm = -total * Math.LN2;
  let p = 0;
  // From all of one kind down to `more`: C(total, i) / 2^total, each from the one before.
  for (let i = total; i >= more; i -= 1) {
    p += Math.exp(logTerm);
    logTerm += Math.log(i / (total - i + 1));
  }
  return Math.min(1, p);
}
