import type { SampleCells } from '../hits/sample-cells.ts';
import { pixelsOf } from '../nulls/cell-counts.ts';
import { type RepeatedSearch, repeatedSearch } from '../nulls/fold-search.ts';
import { foldTables } from '../nulls/fold-tables.ts';
import type { Candidate } from '../search/candidate.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import type { RangeSearchConfig } from '../search/range-search.ts';
import type { SpecificationPlan } from './specification-plan.ts';

/** Searches a range's formulas in one part of the images, with one set of concepts: of each length, the shortest first. */
export type PartSearch = (hits: Uint32Array) => readonly (Candidate | null)[];

export interface PartSearchParts {
  readonly plan: SpecificationPlan;
  readonly tables: ConceptTables;
  readonly cells: SampleCells;
  readonly config: RangeSearchConfig;
}

/** Makes the searches (part, set of concepts), which all units share. */
export function partSearches({ plan, tables, cells, config }: PartSearchParts): PartSearch[][] {
  return tablesOfParts(plan, { tables, cells }).map((own) =>
    plan.concepts.map((positions) => {
      const searches = plan.lengths.map(
        (length) => repeatedSearch({ tables: own, positions, config: { ...config, length } }).search,
      );
      return (hits) => searchLengths(searches, hits);
    }),
  );
}

/** A shorter formula is where the search for a longer one starts; it is found again when nothing longer is better. */
function searchLengths(searches: readonly RepeatedSearch[], hits: Uint32Array): (Candidate | null)[] {
  const range = { hits, bitmapPixels: pixelsOf(hits) };
  const answers: (Candidate | null)[] = [];
  for (const search of searches) answers.push(search(range, answers.at(-1) ?? null));
  return answers;
}

/** What is left of the dataset in each part: without the other one. */
function tablesOfParts(
  { parts }: SpecificationPlan,
  { tables, cells }: Pick<PartSearchParts, 'tables' | 'cells'>,
): ConceptTables[] {
  if (parts.length === 1) return [tables];
  const foldOf = new Uint8Array(cells.offsets.length - 1);
  for (const [part, samples] of parts.entries()) for (const sample of samples) foldOf[sample] = part;
  const { without } = foldTables(tables, { foldCount: parts.length, foldOf }, cells);
  // Of two parts: without the one is the other.
  return [...without].reverse();
}
