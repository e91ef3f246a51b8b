import { conceptsOf, leftDeepToFormula, printFormula } from '@strata/domain';
import { profileOf } from '../atlas/profile.ts';
import type { UnitHits } from '../hits/count-hits.ts';
import { chanceLevel, lift } from '../metrics/chance.ts';
import { rangeMetrics, type SamplePresence } from '../metrics/range-metrics.ts';
import { countPresence } from '../metrics/sample-presence.ts';
import { supportOf } from '../metrics/support.ts';
import type { RangeEvidence } from '../nulls/gather-evidence.ts';
import type { ActivationRange, UnitRanges } from '../ranges/activation-range.ts';
import { placeRange } from '../ranges/place-range.ts';
import { satisfiedCells } from '../search/formula-cells.ts';
import type { SearchResult } from '../search/search-problem.ts';
import { topRangeSamples } from './top-range-samples.ts';
import type { UnitContext } from './unit-context.ts';
import type { RangeExplanation, RangeResult } from './unit-result.ts';

/** A unit with its ranges and their hits. */
export interface CountedUnit {
  readonly found: UnitRanges;
  /** (sample, height, width). */
  readonly values: Float32Array;
  readonly unitHits: UnitHits;
}

/** Searches the formula of every range of a unit; null where no pixel lies in the range, or there is no concept. */
export function searchRanges(context: UnitContext, unit: CountedUnit): (SearchResult | null)[] {
  return unit.found.ranges.map((_, range) => searchRange(context, unit, range));
}

function searchRange(
  { index, search }: UnitContext,
  { found, values, unitHits }: CountedUnit,
  range: number,
): SearchResult | null {
  const { lowest, beyond, withoutZero } = found.ranges[range] as ActivationRange;
  const hits = unitHits.hits.subarray(range * index.cellCount, (range + 1) * index.cellCount);
  return search({
    hits,
    bitmapPixels: unitHits.bitmapPixels[range] as number,
    activations: { values, lowest, beyond, withoutZero },
  });
}

/** Of a unit's ranges. */
interface RangeFindings {
  readonly formulas: readonly (SearchResult | null)[];
  readonly evidence: readonly (RangeEvidence | null)[];
}

/** Scores the formulas that were found for a unit's ranges, and draws the samples that show them. */
export function describeRanges(
  context: UnitContext,
  unit: CountedUnit,
  { formulas, evidence }: RangeFindings,
): RangeResult[] {
  return unit.found.ranges.map((bounds, range) =>
    describeRange(context, unit, {
      range,
      bounds,
      best: formulas[range] ?? null,
      evidence: evidence[range] ?? null,
    }),
  );
}

interface SearchedRange {
  readonly range: number;
  readonly bounds: ActivationRange;
  readonly best: SearchResult | null;
  readonly evidence: RangeEvidence | null;
}

function describeRange(
  context: UnitContext,
  { values, unitHits }: CountedUnit,
  { range, bounds, best, evidence }: SearchedRange,
): RangeResult {
  const { index, tables } = context;
  const bitmapPixels = unitHits.bitmapPixels[range] as number;
  const { lower, upper, includesLower } = bounds;
  const hits = unitHits.hits.subarray(range * index.cellCount, (range + 1) * index.cellCount);
  const labelledPixels = countLabelled(tables, hits);
  const samplePixels = unitHits.samplePixels.subarray(range * index.sampleCount, (range + 1) * index.sampleCount);
  const { quantiles, mapCells } = placeRange(values, bounds);
  const support = supportOf(samplePixels, { mapCells });
  const found = {
    clusterIndex: range + 1,
    lower,
    upper,
    includesLower,
    bitmapPixels,
    labelledPixels,
    support,
    quantiles,
    profile: profileOf(tables, hits),
  };
  if (bitmapPixels === 0) return { ...found, outcome: 'EMPTY', explanation: null, samples: [] };
  // The best of formulas that all miss is no explanation.
  if (!best || best.intersection === 0) {
    return { ...found, outcome: 'NOTHING_NAMED', explanation: null, samples: [] };
  }
  const satisfied = satisfiedCells(tables, best.terms);
  const presence = countPresence({ ...unitHits, range, samplePixels, satisfied });
  return {
    ...found,
    outcome: 'EXPLAINED',
    explanation: scoreExplanation(context, { best, bitmapPixels, presence, evidence }),
    samples: topRangeSamples(context, { unitHits, range, samplePixels, values, bounds, satisfied }),
  };
}

/** Pixels of the cells that carry a concept. */
function countLabelled({ conceptOffsets }: UnitContext['tables'], hits: Uint32Array): number {
  let sum = 0;
  for (let cell = 0; cell < hits.length; cell += 1) {
    if (conceptOffsets[cell + 1] !== conceptOffsets[cell]) sum += hits[cell] as number;
  }
  return sum;
}

interface ScoredRange {
  readonly best: SearchResult;
  readonly bitmapPixels: number;
  readonly presence: SamplePresence;
  readonly evidence: RangeEvidence | null;
}

function scoreExplanation(
  { index, concepts }: UnitContext,
  { best, bitmapPixels, presence, evidence }: ScoredRange,
): RangeExplanation {
  const formula = leftDeepToFormula(
    best.terms,
    concepts.map(({ name }) => name),
  );
  const numbers = new Map(concepts.map(({ name, index: number }) => [name, number]));
  const totalPixels = index.sampleCount * index.maskShape.height * index.maskShape.width;
  const { intersection, formulaPixels } = best;
  const chance = chanceLevel({ bitmapPixels, formulaPixels, totalPixels });
  return {
    terms: best.terms,
    formula: printFormula(formula),
    concepts: conceptsOf(formula).map((use) => ({ index: numbers.get(use.name) ?? -1, ...use })),
    length: best.length,
    iou: best.iou,
    intersection,
    union: best.union,
    chance,
    lift: lift(best.iou, chance),
    visited: best.visited,
    bound: best.bound,
    gap: best.bound === null ? null : best.bound - best.iou,
    formulaPixels,
    metrics: rangeMetrics({ intersection, formulaPixels, bitmapPixels }, presence),
    evidence,
  };
}
