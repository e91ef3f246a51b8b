import type { Literal } from './literal.ts';
import type { Measures } from './measures.ts';
import type { OpenPair } from './open-pairs.ts';
import type { Roles } from './roles.ts';

/**
 * The pairs x AND y from which x AND y AND z may still win. Of the two others of a chain, y is the one with the higher
 * V(x AND y): so few y lead. z takes away from x AND y at most N(x AND NOT z).
 */
export function openChains(measures: Measures, roles: Roles, threshold: number): OpenPair[] {
  const { values, positives } = measures;
  const anchors = new Set(roles.anchor);
  return roles.anchor.flatMap((x) => {
    const row = measures.row(x);
    const negative = (positives[x] as number) - (values[x] as number);
    const value = (m: Literal): number => row.values[m] as number;
    const taken = (m: Literal): number => negative - ((row.positives[m] as number) - value(m));
    const others = roles.chained
      // Where another of the chain could be x, too, x is the first of them.
      .filter((m) => m >> 1 !== x >> 1 && (m > x || !anchors.has(m)) && (row.positives[m] as number) >= threshold)
      .sort((a, b) => value(b) - value(a) || a - b);
    const open: OpenPair[] = [];
    let mostTaken = Number.NEGATIVE_INFINITY;
    for (let place = others.length - 1; place >= 0; place -= 1) {
      const y = others[place] as Literal;
      const bound = Math.min(row.positives[y] as number, value(y) + mostTaken);
      if (bound >= threshold) open.push({ shape: 'all', x, y, bound, thirds: others, from: place + 1 });
      mostTaken = Math.max(mostTaken, taken(y));
    }
    return open;
  });
}
