import { createTwinKernel } from '@strata/kernels';
import type { CellIndex, CellMapReader, ProbeConcept } from '@strata/probe';
import { counterOf, countingParts } from '../src/hits/count-hits.ts';
import type { EvidencePlan } from '../src/nulls/evidence-plan.ts';
import { evidenceGatherer, type RangeEvidence } from '../src/nulls/gather-evidence.ts';
import type { ActivationRange } from '../src/ranges/activation-range.ts';
import { conceptTables } from '../src/search/concept-tables.ts';
import { rangeSearch } from '../src/search/range-search.ts';
import type { SearchResult } from '../src/search/search-problem.ts';

export const SIDE = 6;
export const CONCEPTS = ['a', 'b', 'c', 'd'];
const CONFIG = {
  search: 'optimal',
  length: 2,
  beam: 5,
  grammar: 'paper',
  searchBudgetMs: null,
  categories: null,
  minConceptShare: 0,
} as const;

/** Images whose pixels carry sets of four concepts, as bits; the maps are as large as the masks. */
export interface BitWorld {
  readonly samples: number;
  /** (sample, SIDE · SIDE) bit c: the pixel carries concept c. */
  readonly sets: Uint8Array;
}

/** Gathers the evidence of one unit, whose one range is all values of at least 0.5, as the pipeline does. */
export function evidenceOf(
  { samples, sets }: BitWorld,
  values: Float32Array,
  plan: EvidencePlan,
): { readonly found: SearchResult; readonly evidence: RangeEvidence } | null {
  const index = indexOf({ samples, sets });
  const maps = { read: (start: number, count: number) => cellsOf(sets, start, count), close: () => {} };
  const mapShape = { height: SIDE, width: SIDE };
  const counting = countingParts({ index, maps: maps as CellMapReader, mapShape, createKernel: createTwinKernel });
  const tables = conceptTables(index);
  const range: ActivationRange = {
    lower: 0.5,
    upper: null,
    lowest: 0.5,
    beyond: Number.POSITIVE_INFINITY,
    includesLower: true,
    withoutZero: false,
  };
  const unit = { unit: 0, values, ranges: [range] };
  const [counted] = counterOf(counting)([unit]);
  const search = rangeSearch({ tables, concepts: concepts(), config: CONFIG, now: () => 0 });
  const hits = counted?.hits ?? new Uint32Array(0);
  const found = search({ hits, bitmapPixels: counted?.bitmapPixels[0] ?? 0 });
  if (!found) return null;
  const gather = evidenceGatherer({ counting, tables, concepts: concepts(), config: CONFIG, plan, mapShape });
  const [[evidence]] = gather([{ ...unit, hits, formulas: [found] }]) as [[RangeEvidence]];
  return { found, evidence };
}

function concepts(): ProbeConcept[] {
  return CONCEPTS.map((name, i) => ({ index: i + 1, name, category: 'object' }));
}

/** Cell = the set itself, as a number: all sixteen are there, if need be with no pixel. */
function indexOf({ samples, sets }: BitWorld): CellIndex {
  const areas = new Float64Array(16);
  for (const set of sets) areas[set] = (areas[set] as number) + 1;
  const conceptOffsets = new Uint32Array(17);
  const conceptPositions: number[] = [];
  for (let set = 0; set < 16; set += 1) {
    for (let concept = 0; concept < 4; concept += 1) if ((set >> concept) & 1) conceptPositions.push(concept);
    conceptOffsets[set + 1] = conceptPositions.length;
  }
  return {
    sampleCount: samples,
    maskShape: { height: SIDE, width: SIDE },
    conceptCount: 4,
    cellCount: 16,
    areas,
    conceptOffsets,
    conceptPositions: Uint32Array.from(conceptPositions),
  } as unknown as CellIndex;
}

function cellsOf(sets: Uint8Array, start: number, count: number): Uint32Array {
  return Uint32Array.from(sets.subarray(start * SIDE * SIDE, (start + count) * SIDE * SIDE));
}
