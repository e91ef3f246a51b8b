import { conceptsOf, leftDeepToFormula, printFormula } from '@strata/domain';
import type { UnitHits } from '../hits/count-hits.ts';
import { chanceLevel, lift } from '../metrics/chance.ts';
import { rangeMetrics, type SamplePresence } from '../metrics/range-metrics.ts';
import type { ActivationRange, UnitRanges } from '../ranges/activation-range.ts';
import { satisfiedCells } from '../search/formula-cells.ts';
import type { SearchResult } from '../search/search-problem.ts';
import type { UnitContext } from './explain-units.ts';
import { topRangeSamples } from './top-range-samples.ts';
import type { RangeExplanation, RangeResult } from './unit-result.ts';

/** A unit with its ranges and their hits. */
export interface CountedUnit {
  readonly found: UnitRanges;
  /** (sample, height, width). */
  readonly values: Float32Array;
  readonly unitHits: UnitHits;
}

interface CountedRange extends CountedUnit {
  readonly range: number;
  readonly bounds: ActivationRange;
  readonly bitmapPixels: number;
  readonly best: SearchResult | null;
}

/**
 * Searches the formula of every range of a block of units, and scores it. How many samples show it is counted for all of
 * them together, so that each cell map is read once for the block. (unit, range)
 */
export function explainRanges(context: UnitContext, units: readonly CountedUnit[]): RangeResult[][] {
  const searched = units.map((unit) => unit.found.ranges.map((_, range) => searchRange(context, unit, range)));
  const explained = searched.flat().filter(({ best }) => best !== null);
  const presences = context.countPresence(explained.map((counted) => presenceQuestion(context, counted)));
  const presenceOf = new Map(explained.map((counted, place) => [counted, presences[place] as SamplePresence]));
  return searched.map((ranges) =>
    ranges.map((counted): RangeResult => {
      const { range, bounds, bitmapPixels, best, values, unitHits } = counted;
      const presence = presenceOf.get(counted);
      return {
        clusterIndex: range + 1,
        lower: bounds.lower,
        upper: bounds.upper,
        bitmapPixels,
        explanation: best && presence ? scoreExplanation(context, { best, bitmapPixels, presence }) : null,
        samples: best ? topRangeSamples(context, { unitHits, values, range, bounds, terms: best.terms }) : [],
      };
    }),
  );
}

function searchRange({ index, search }: UnitContext, unit: CountedUnit, range: number): CountedRange {
  const { found, unitHits } = unit;
  const bounds = found.ranges[range];
  const bitmapPixels = unitHits.bitmapPixels[range];
  if (!bounds || bitmapPixels === undefined) throw new Error(`No range ${range} in unit ${unitHits.unit}.`);
  const hits = unitHits.hits.subarray(range * index.cellCount, (range + 1) * index.cellCount);
  const activations = { values: unit.values, lowest: bounds.lowest, beyond: bounds.beyond };
  return { ...unit, range, bounds, bitmapPixels, best: search({ hits, bitmapPixels, activations }) };
}

function presenceQuestion({ index, tables }: UnitContext, { values, unitHits, range, bounds, best }: CountedRange) {
  return {
    values,
    lowest: bounds.lowest,
    beyond: bounds.beyond,
    samplePixels: unitHits.samplePixels.subarray(range * index.sampleCount, (range + 1) * index.sampleCount),
    satisfied: satisfiedCells(tables, best?.terms ?? []),
  };
}

interface Found {
  readonly best: SearchResult;
  readonly bitmapPixels: number;
  readonly presence: SamplePresence;
}

function scoreExplanation({ index, concepts }: UnitContext, { best, bitmapPixels, presence }: Found): RangeExplanation {
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
  };
}
