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
  const open: OpenPair[] = [];
  const anchors = new Set(roles.anchor);
  for (const x of roles.anchor) {
    const row = measures.row(x);
    const negative = (positives[x] as number) - (values[x] as number);
    const others: Literal[] = [];
    for (const m of roles.chained) {
      // Where another of the chain could be x, too, x is the first of them.
      const later = m > x || !anchors.has(m);
      if (later && m >> 1 !== x >> 1 && (row.positives[m] as number) >= threshold) others.push(m);
    }
    others.sort((a, b) => (row.values[b] as number) - (row.values[a] as number) || a - b);
    let mostTaken = Number.NEGATIVE_INFINITY;
    for (let place = others.length - 1; place >= 0; place -= 1) {
      const y = others[place] as Literal;
      const value = row.values[y] as number;
      const positive = row.positives[y] as number;
      const bound = Math.min(positive, value + mostTaken);
      if (bound >= threshold) open.push({ shape: 'all', x, y, bound, thirds: others, from: place + 1 });
      mostTaken = Math.max(mostTaken, negative - (positive - value));
    }
  }
  return open;
}
