import { conceptsOf, leftDeepToFormula, printFormula } from '@strata/domain';
import type { CellIndex, CellMapReader, ProbeConcept } from '@strata/probe';
import type { ActivationSource } from '../activations/source.ts';
import { type HitCounter, hitCounter, type UnitHits } from '../hits/count-hits.ts';
import type { PreparedImages } from '../hits/prepared-images.ts';
import { chanceLevel, lift } from '../metrics/chance.ts';
import type { UnitRanges } from '../ranges/activation-range.ts';
import { findRanges, givenRanges } from '../ranges/find-ranges.ts';
import { histogram } from '../ranges/histogram.ts';
import { sampleMasks } from '../samples/sample-masks.ts';
import { searchBeam } from '../search/beam.ts';
import { type ConceptTables, conceptTables } from '../search/concept-tables.ts';
import { SearchSpace } from '../search/search-space.ts';
import type { ExplainConfig } from './config.ts';
import { topRangeSamples } from './top-range-samples.ts';
import type { RangeExplanation, RangeResult, StageTimings, UnitResult } from './unit-result.ts';

/** What every unit of a layer shares. */
export interface UnitContext {
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  readonly maps: CellMapReader;
  readonly source: ActivationSource;
  readonly tables: ConceptTables;
  readonly space: SearchSpace;
  readonly countHits: HitCounter;
  readonly drawMasks: ReturnType<typeof sampleMasks>;
  readonly config: ExplainConfig;
}

export interface UnitContextParts extends Omit<UnitContext, 'tables' | 'space' | 'countHits' | 'drawMasks'> {
  /** Null: they are prepared from the cell maps. */
  readonly images: PreparedImages | null;
}

/**
 * Explains a block of units: ranges, cell hits, formulas, top samples. Each image's cell map is read once for the block.
 * @throws StrataError when activations or cell maps cannot be read.
 */
export function explainUnits(
  context: UnitContext,
  units: readonly number[],
): { results: UnitResult[]; timings: StageTimings } {
  const started = performance.now();
  const described = units.map((unit) => describeUnit(context, unit));
  const ranged = performance.now();
  const hits = context.countHits(described.map(({ unit, found, values }) => ({ unit, values, ranges: found.ranges })));
  const counted = performance.now();
  const results = described.map(({ unit, found, values, bins }, position): UnitResult => {
    const unitHits = hits[position];
    if (!unitHits) throw new Error(`No hits for unit ${unit}.`);
    return {
      unit,
      outcome: found.outcome,
      problem: found.problem,
      summary: found.summary,
      histogram: bins,
      ranges: found.ranges.map((_, range) => explainRange(context, { found, values, unitHits, range })),
    };
  });
  return {
    results,
    timings: { ranges: ranged - started, hits: counted - ranged, search: performance.now() - counted },
  };
}

function describeUnit({ source, config }: UnitContext, unit: number) {
  const values = source.readUnit(unit);
  const shape = { samples: source.samples, height: source.height, width: source.width };
  const given = config.ranges?.get(unit);
  const found = given ? givenRanges(values, given, { shape }) : findRanges(values, { ...config, shape });
  const bins = found.outcome === 'NON_FINITE' ? null : histogram(values, { extent: found.summary });
  return { unit, found, values, bins: bins && { ...bins, counts: Array.from(bins.counts) } };
}

interface RangeQuestion {
  readonly found: UnitRanges;
  readonly values: Float32Array;
  readonly unitHits: UnitHits;
  readonly range: number;
}

function explainRange(context: UnitContext, { found, values, unitHits, range }: RangeQuestion): RangeResult {
  const { index, space, config } = context;
  const bounds = found.ranges[range];
  const bitmapPixels = unitHits.bitmapPixels[range];
  if (!bounds || bitmapPixels === undefined) throw new Error(`No range ${range} in unit ${unitHits.unit}.`);
  const cellHits = unitHits.hits.subarray(range * index.cellCount, (range + 1) * index.cellCount);
  const best = searchBeam({ space, hits: cellHits, bitmapPixels }, { length: config.length, beam: config.beam });
  return {
    clusterIndex: range + 1,
    lower: bounds.lower,
    upper: bounds.upper,
    bitmapPixels,
    explanation: best && scoreExplanation(context, { best, bitmapPixels }),
    samples: best ? topRangeSamples(context, { unitHits, values, range, bounds, terms: best.terms }) : [],
  };
}

function scoreExplanation(
  { index, concepts }: UnitContext,
  { best, bitmapPixels }: { best: NonNullable<ReturnType<typeof searchBeam>>; bitmapPixels: number },
): RangeExplanation {
  const formula = leftDeepToFormula(
    best.terms,
    concepts.map(({ name }) => name),
  );
  const numbers = new Map(concepts.map(({ name, index: number }) => [name, number]));
  const totalPixels = index.sampleCount * index.maskShape.height * index.maskShape.width;
  const chance = chanceLevel({ bitmapPixels, formulaPixels: best.formulaPixels, totalPixels });
  return {
    terms: best.terms,
    formula: printFormula(formula),
    concepts: conceptsOf(formula).map((use) => ({ index: numbers.get(use.name) ?? -1, ...use })),
    length: best.length,
    iou: best.iou,
    intersection: best.intersection,
    union: best.union,
    chance,
    lift: lift(best.iou, chance),
    visited: best.visited,
    formulaPixels: best.formulaPixels,
  };
}

/** The tables that every unit of a dataset shares. */
export function unitContext({ images, ...parts }: UnitContextParts): UnitContext {
  const tables = conceptTables(parts.index);
  const { index, maps, source } = parts;
  return {
    ...parts,
    tables,
    space: new SearchSpace(tables),
    countHits: hitCounter({ index, maps, mapShape: source, images }),
    drawMasks: sampleMasks({ maps, maskShape: index.maskShape, mapShape: source }),
  };
}
