import type { ProbeConcept } from '@strata/probe';
import { type CountingParts, type HitsUnit, listCells } from '../hits/count-hits.ts';
import { type LaidCounter, type LaidSamples, laidCounter } from '../hits/pair-hits.ts';
import type { SampleCells } from '../hits/sample-cells.ts';
import { eachTouchedPairs } from '../hits/touched-cells.ts';
import type { Candidate } from '../search/candidate.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import { satisfiedCells } from '../search/formula-cells.ts';
import type { RangeSearchConfig } from '../search/range-search.ts';
import { searchableConcepts } from '../search/searchable-concepts.ts';
import { maskIouOf, overlapOf, pixelsOf, without } from './cell-counts.ts';
import type { EvidencePlan } from './evidence-plan.ts';
import { type FoldChanges, foldChanges } from './fold-changes.ts';
import { type Repeated, type RepeatedRange, repeatedSearch } from './fold-search.ts';
import { type FoldTables, foldTables } from './fold-tables.ts';
import { type HeldOut, heldOut, type ScoredFold } from './held-out.ts';
import { presenceCounter, type ShuffledPresence } from './shuffled-presence.ts';
import { type ShuffledNull, shuffledNull } from './shuffled-search.ts';

/** What stands behind an explanation besides its own overlap. */
export interface RangeEvidence {
  readonly folds: number;
  readonly heldOut: HeldOut;
  /** How the formulas of the folds differ from that of all images. */
  readonly foldChanges: FoldChanges;
  /** The formula of all images in those whose bitmaps come from other images. */
  readonly shuffledPresence: ShuffledPresence;
  /** Null where no search was repeated. */
  readonly shuffledNull: ShuffledNull | null;
}

export interface EvidenceParts {
  readonly counting: CountingParts;
  readonly tables: ConceptTables;
  readonly concepts: readonly ProbeConcept[];
  readonly config: RangeSearchConfig;
  readonly plan: EvidencePlan;
  readonly mapShape: { readonly height: number; readonly width: number };
}

/** A unit with what was found for its ranges. */
export interface FoundUnit extends HitsUnit {
  /** (range, cell) over all images. */
  readonly hits: Uint32Array;
  readonly formulas: readonly (Candidate | null)[];
}

/** Gathers the evidence of a block of units: for each unit one entry a range, null where there is no formula. */
export type EvidenceGatherer = (units: readonly FoundUnit[]) => (RangeEvidence | null)[][];

/** Makes what is shared by all units of a layer: the folds' tables and the searches over them. */
export function evidenceGatherer(parts: EvidenceParts): EvidenceGatherer {
  const { counting, tables, concepts, config, plan, mapShape } = parts;
  const positions = searchableConcepts(tables, concepts, config);
  const countLaid = laidCounter(counting);
  const laid = laidOf(plan, mapShape);
  const [labels = new Uint32Array(0)] = plan.shuffles;
  const shuffled = { bitmaps: labels.map((_, sample) => sample), labels };
  let known: Layer | null = null;
  return (units) => {
    known ??= layerOf(parts, positions);
    const layer = known;
    const presence = presenceCounter(units, layer);
    // One shuffle of all images: shares of images need no more, and pixels are counted without telling where they are.
    eachTouchedPairs(counting, { units, pairs: shuffled }, presence.add);
    const counted = countPlan(units, { laid, countLaid });
    return units.map((unit, place) =>
      unit.formulas.map((found, range) => {
        if (!found) return null;
        const evidence = rangeEvidence(found, layer, rangeParts(unit, range, { counted, place, tables }));
        return { ...evidence, shuffledPresence: presence.of(place, range) };
      }),
    );
  };
}

interface Layer {
  readonly tables: ConceptTables;
  readonly cells: SampleCells;
  readonly folds: FoldTables;
  readonly foldSearches: readonly Repeated[];
  readonly repeated: Repeated;
  readonly plan: EvidencePlan;
  readonly config: RangeSearchConfig;
}

function layerOf({ counting, tables, plan, config }: EvidenceParts, positions: readonly number[]): Layer {
  const cells = listCells(counting);
  const folds = foldTables(tables, plan, cells);
  const searchOf = (over: ConceptTables): Repeated => repeatedSearch({ tables: over, positions, config });
  return { tables, cells, folds, foldSearches: folds.without.map(searchOf), repeated: searchOf(tables), plan, config };
}

/** Of each fold: its images as they are and then each of its shuffles, and its images with their maps shifted. */
interface FoldLaid {
  readonly choices: LaidSamples;
  readonly shifted: LaidSamples | null;
}

function laidOf(
  { foldCount, foldOf, shuffles }: EvidencePlan,
  { height, width }: { readonly height: number; readonly width: number },
): FoldLaid[] {
  const members = Array.from({ length: foldCount }, (_, fold) =>
    Uint32Array.from([...foldOf.keys()].filter((sample) => foldOf[sample] === fold)),
  );
  const shift = { width, rows: height >> 1, columns: width >> 1 };
  return members.map((bitmaps) => {
    const shuffled = shuffles.map((labelsOf) => bitmaps.map((sample) => labelsOf[sample] as number));
    return {
      choices: { bitmaps, labels: [bitmaps, ...shuffled] },
      shifted: height * width === 1 ? null : { bitmaps, labels: [bitmaps], shift },
    };
  });
}

/** Of each fold, of each unit (range, cell). */
interface CountedFold {
  readonly own: readonly Uint32Array[];
  readonly shuffled: readonly (readonly Uint32Array[])[];
  readonly shifted: readonly Uint32Array[] | null;
}

function countPlan(
  units: readonly FoundUnit[],
  { laid, countLaid }: { readonly laid: readonly FoldLaid[]; readonly countLaid: LaidCounter },
): CountedFold[] {
  return laid.map(({ choices, shifted }) => {
    const [own, ...shuffled] = countLaid(units, choices);
    return { own: own as Uint32Array[], shuffled, shifted: shifted && (countLaid(units, shifted)[0] as Uint32Array[]) };
  });
}

/** Of each fold, one range's hits (cell). */
interface RangeFold {
  readonly own: Uint32Array;
  readonly shuffled: readonly Uint32Array[];
  readonly shifted: Uint32Array | null;
}

interface RangeParts {
  /** (cell) over all images. */
  readonly hits: Uint32Array;
  readonly folds: readonly RangeFold[];
}

function rangeParts(
  { hits }: FoundUnit,
  range: number,
  {
    counted,
    place,
    tables,
  }: { readonly counted: readonly CountedFold[]; readonly place: number; readonly tables: ConceptTables },
): RangeParts {
  const ofRange = (all: Uint32Array): Uint32Array =>
    all.subarray(range * tables.cellCount, (range + 1) * tables.cellCount);
  return {
    hits: ofRange(hits),
    folds: counted.map(({ own, shuffled, shifted }) => ({
      own: ofRange(own[place] as Uint32Array),
      shuffled: shuffled.map((shuffle) => ofRange(shuffle[place] as Uint32Array)),
      shifted: shifted && ofRange(shifted[place] as Uint32Array),
    })),
  };
}

function rangeEvidence(
  found: Candidate,
  layer: Layer,
  { hits, folds }: RangeParts,
): Omit<RangeEvidence, 'shuffledPresence'> {
  const { tables, plan, config } = layer;
  const satisfiedBy = ({ terms }: Candidate): Uint8Array => satisfiedCells(tables, terms);
  const satisfied = satisfiedBy(found);
  const scored = folds.map((fold, place): ScoredFold => {
    const others = rangeOf(without(hits, fold.own));
    const { areas } = layer.folds.without[place] as ConceptTables;
    const start = { terms: found.terms, ...overlapOf(satisfied, others, areas) };
    const formula = (layer.foldSearches[place] as Repeated).search(others, start);
    const own = formula === null || formula.terms === start.terms ? satisfied : satisfiedBy(formula);
    return {
      formula,
      maskIou: formula === null ? 0 : own === satisfied ? 1 : maskIouOf(own, satisfied, tables.areas),
      satisfied: own,
      own: rangeOf(fold.own),
      shuffled: fold.shuffled.map(rangeOf),
      shifted: fold.shifted && rangeOf(fold.shifted),
      areas: layer.folds.areas[place] as Float64Array,
    };
  });
  return {
    folds: folds.length,
    heldOut: heldOut(scored, { found, grammar: config.grammar }),
    foldChanges: foldChanges(scored, { satisfied, areas: tables.areas }),
    shuffledNull:
      plan.nulls.length === 0
        ? null
        : shuffledNull({
            found,
            choices: folds.map(({ own, shuffled }) => [own, ...shuffled]),
            plan,
            repeated: layer.repeated,
            satisfiedBy,
            areas: tables.areas,
          }),
  };
}

function rangeOf(hits: Uint32Array | Float64Array): RepeatedRange {
  return { hits, bitmapPixels: pixelsOf(hits) };
}
