import type { ComparisonCounts, RangeComparison } from '@strata/db';

/** What became of each range, the highest first, and of all: the rows of a table with its head. */
export function changeTable(ranges: readonly RangeComparison[]): string[][] {
  const columns = ['same', 'reworded', 'shifted', 'newMeaning', 'notComputed', 'disappeared', 'appeared'] as const;
  const cells = (counts: Pick<ComparisonCounts, (typeof columns)[number]>) => columns.map((name) => `${counts[name]}`);
  return [
    ['range', 'same', 'reworded', 'shifted', 'new meaning', 'not computed', 'gone', 'appeared'],
    ...ranges.toReversed().map((range) => [`${range.clusterIndex}`, ...cells(range)]),
  ];
}
