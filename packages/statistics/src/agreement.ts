import { type BootstrapOptions, bootstrapOf } from './bootstrap.ts';
import type { Interval } from './interval.ts';

/** What a rater says of an item; null where the rater was not asked, or said nothing. */
export type Rating = string | number | null;

/** How far raters agree beyond chance: 1 is always, 0 as often as chance, less than 0 more seldom. */
export interface Agreement {
  /** NaN where all ratings are the same, so that nothing tells agreement from chance. */
  readonly value: number;
  /** Percentile bootstrap over items; null where there are none. */
  readonly interval: Interval | null;
}

/**
 * Cohen's κ of two raters over the items that both have rated.
 * Source: J. Cohen, A coefficient of agreement for nominal scales (1960).
 * @param first by item
 * @param second by item
 * @example cohenKappa(['y', 'y', 'n', 'n'], ['y', 'n', 'n', 'n'], { seed: 1 }).value // (0.75 − 0.5) / (1 − 0.5) = 0.5
 */
export function cohenKappa(first: readonly Rating[], second: readonly Rating[], options: BootstrapOptions): Agreement {
  const pairs = first.flatMap((a, item) => {
    const b = second[item] ?? null;
    return a === null || b === null ? [] : [[a, b] as const];
  });
  return overItems(pairs, options, (drawn) => {
    const agreed = drawn.filter(([a, b]) => a === b).length / drawn.length;
    const [ones, others] = [countEach(drawn.map(([a]) => a)), countEach(drawn.map(([, b]) => b))];
    const chance = sum([...ones].map(([rating, n]) => n * (others.get(rating) ?? 0))) / drawn.length ** 2;
    return (agreed - chance) / (1 - chance);
  });
}

/**
 * Fleiss' κ of items that equally many raters each have rated, whichever raters these were.
 * Source: J. L. Fleiss, Measuring nominal scale agreement among many raters (1971).
 * @param counts (item, category) how many raters chose it; each item has the same sum, at least 2
 * @throws RangeError when items have different sums
 */
export function fleissKappa(counts: readonly (readonly number[])[], options: BootstrapOptions): Agreement {
  const raters = sum(counts[0] ?? []);
  for (const [item, row] of counts.entries()) {
    if (sum(row) === raters && raters >= 2) continue;
    throw new RangeError(
      `Expected the same number of ratings of every item, at least 2; item 0 has ${raters}, item ${item} ${sum(row)}. Use krippendorffAlpha where ratings are missing.`,
    );
  }
  return overItems(counts, options, (drawn) => {
    const total = raters * drawn.length;
    const agreed =
      sum(drawn.map((row) => (sum(row.map((n) => n * n)) - raters) / (raters * (raters - 1)))) / drawn.length;
    const chance = sum(
      (drawn[0] ?? []).map((_, category) => (sum(drawn.map((row) => row[category] ?? 0)) / total) ** 2),
    );
    return (agreed - chance) / (1 - chance);
  });
}

/**
 * Krippendorff's α for names (nominal data). There may be two raters or more, and ratings may be missing; items that fewer than two have
 * rated are left out.
 * Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), part C.
 * @param ratings (item, rater)
 */
export function krippendorffAlpha(ratings: readonly (readonly Rating[])[], options: BootstrapOptions): Agreement {
  const items = ratings.map((row) => row.filter((rating) => rating !== null)).filter((row) => row.length >= 2);
  return overItems(items, options, (drawn) => {
    const total = sum(drawn.map((row) => row.length));
    const apart = (counts: ReadonlyMap<unknown, number>, n: number): number =>
      n * n - sum([...counts.values()].map((one) => one * one));
    const observed = sum(drawn.map((row) => apart(countEach(row), row.length) / (row.length - 1))) / total;
    const expected = apart(countEach(drawn.flat()), total) / (total * (total - 1));
    return 1 - observed / expected;
  });
}

function overItems<Item>(
  items: readonly Item[],
  options: BootstrapOptions,
  measure: (drawn: readonly Item[]) => number,
): Agreement {
  const interval = bootstrapOf(items.length, (rows) => measure(Array.from(rows, (row) => items[row] as Item)), options);
  return { value: measure(items), interval };
}

function countEach<Value>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
