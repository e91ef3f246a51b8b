import { countBits } from './bits.ts';
import { selectedMin } from './slice-problem.ts';

/**
 * The columns worth searching, ascending: those that enough units have and enough lack to make a slice, and of several that
 * the same units have the first. What is left out would say nothing else, and every choice has its price.
 */
export function searchedColumns(columns: readonly Uint32Array[], units: number): number[] {
  const least = selectedMin(units);
  const seen = new Set<string>();
  const searched: number[] = [];
  for (const [position, column] of columns.entries()) {
    const count = countBits(column);
    if (count < least || units - count < least) continue;
    const key = column.join();
    if (seen.has(key)) continue;
    seen.add(key);
    searched.push(position);
  }
  return searched;
}
