import type { HitsUnit } from '../hits/count-hits.ts';
import type { PairCounter } from '../hits/pair-hits.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { type FindRangesOptions, findRanges } from '../ranges/find-ranges.ts';
import type { Candidate } from '../search/candidate.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import { satisfiedCells } from '../search/formula-cells.ts';
import { cutRanges } from './elementary-ranges.ts';
import { type HoldingFormula, saysTheSame } from './held-again.ts';
import type { PartSearch } from './part-search.ts';
import type { SpecificationPlan } from './specification-plan.ts';

/** Ranges that the kernel counts at once. */
const RANGES_MAX = 32;

/** An explanation to be looked for again. */
export interface Finding {
  readonly range: ActivationRange;
  readonly formula: HoldingFormula;
}

export interface RepeatContext {
  readonly plan: SpecificationPlan;
  readonly tables: ConceptTables;
  /** (part, set of concepts) */
  readonly searches: readonly (readonly PartSearch[])[];
  /** (upsampling) */
  readonly counters: readonly PairCounter[];
  readonly mapShape: { readonly height: number; readonly width: number };
  /** How clusters become bounds; as the finding's were, where those were clusters. */
  readonly bounds: NonNullable<FindRangesOptions['bounds']>;
  readonly zerosOff: boolean;
}

/** Repeats a unit's findings; returns in how many specifications each is found again. `values` are (sample, height, width). */
export function repeatUnit(
  context: RepeatContext,
  { values, findings }: { readonly values: Float32Array; readonly findings: readonly Finding[] },
): number[] {
  const held = findings.map(() => 0);
  if (findings.length === 0) return held;
  for (const [part, samples] of context.plan.parts.entries()) {
    const specified = rangesOfPart(context, { values, samples });
    const ranges = [...findings.map(({ range }) => range), ...specified.flat()];
    for (const counter of context.counters) {
      const countOf = countRanges(counter, { values, samples, ranges });
      let first = findings.length;
      for (const own of specified) {
        const matched = findings.map((_, finding) => mostOverlapping(countOf, { finding, first, count: own.length }));
        for (const [place, count] of countFoundAgain(context, { part, findings, matched, countOf }).entries()) {
          held[place] = (held[place] as number) + count;
        }
        first += own.length;
      }
    }
  }
  return held;
}

/** (number of ranges) the ranges that the unit has in a part of the images; none where it is constant there. */
function rangesOfPart(
  { plan, mapShape, bounds, zerosOff }: RepeatContext,
  { values, samples }: { readonly values: Float32Array; readonly samples: Uint32Array },
): (readonly ActivationRange[])[] {
  const size = mapShape.height * mapShape.width;
  const own = new Float32Array(samples.length * size);
  for (const [place, sample] of samples.entries()) {
    own.set(values.subarray(sample * size, (sample + 1) * size), place * size);
  }
  const shape = { ...mapShape, samples: samples.length };
  return plan.clusters.map((clusters) => findRanges(own, { clusters, bounds, zerosOff, shape }).ranges);
}

/** Hits of ranges, and of what two of them share. */
interface RangeCounts {
  /** (cell) */
  hitsOf(range: number): Uint32Array;
  pixelsOf(range: number): number;
  sharedPixels(a: number, b: number): number;
}

/** Counts once what all ranges are put together from. */
function countRanges(
  counter: PairCounter,
  {
    values,
    samples,
    ranges,
  }: { readonly values: Float32Array; readonly samples: Uint32Array; readonly ranges: readonly ActivationRange[] },
): RangeCounts {
  const { pieces, spans } = cutRanges(ranges);
  const blocks: HitsUnit[] = [];
  for (let start = 0; start < pieces.length; start += RANGES_MAX) {
    blocks.push({ unit: start, values, ranges: pieces.slice(start, start + RANGES_MAX) });
  }
  const counted = counter(blocks, { bitmaps: samples, labels: samples });
  const cellCount = (counted[0]?.length ?? 0) / Math.min(RANGES_MAX, pieces.length);
  const hitsOfPiece = (piece: number): Uint32Array => {
    const place = piece % RANGES_MAX;
    return (counted[Math.floor(piece / RANGES_MAX)] as Uint32Array).subarray(
      place * cellCount,
      (place + 1) * cellCount,
    );
  };
  const pixels = pieces.map((_, piece) => hitsOfPiece(piece).reduce((sum, hits) => sum + hits, 0));
  const sum = (start: number, end: number): number => {
    let total = 0;
    for (let piece = start; piece < end; piece += 1) total += pixels[piece] as number;
    return total;
  };
  const spanOf = (range: number) => spans[range] as (typeof spans)[number];
  return {
    hitsOf: (range) => {
      const hits = new Uint32Array(cellCount);
      const { start, end } = spanOf(range);
      for (let piece = start; piece < end; piece += 1) {
        const own = hitsOfPiece(piece);
        for (let cell = 0; cell < cellCount; cell += 1) hits[cell] = (hits[cell] as number) + (own[cell] as number);
      }
      return hits;
    },
    pixelsOf: (range) => sum(spanOf(range).start, spanOf(range).end),
    sharedPixels: (a, b) => sum(Math.max(spanOf(a).start, spanOf(b).start), Math.min(spanOf(a).end, spanOf(b).end)),
  };
}

/** The range whose bitmap has the highest IoU with the finding's, the lowest of equals; null where none meets it. */
function mostOverlapping(
  counts: RangeCounts,
  { finding, first, count }: { readonly finding: number; readonly first: number; readonly count: number },
): number | null {
  let [best, most] = [null as number | null, 0];
  for (let range = first; range < first + count; range += 1) {
    const shared = counts.sharedPixels(finding, range);
    if (shared === 0) continue;
    const iou = shared / (counts.pixelsOf(finding) + counts.pixelsOf(range) - shared);
    if (iou > most) [best, most] = [range, iou];
  }
  return best;
}

interface Matched {
  readonly part: number;
  readonly findings: readonly Finding[];
  /** (finding) the range that stands for it, null where none does. */
  readonly matched: readonly (number | null)[];
  readonly countOf: RangeCounts;
}

/** (finding) in how many sets of concepts and lengths it is found again; each range is searched once for all that it stands for. */
function countFoundAgain(
  { plan, tables, searches }: RepeatContext,
  { part, findings, matched, countOf }: Matched,
): number[] {
  const { areas } = tables;
  const held = findings.map(() => 0);
  for (const range of new Set(matched)) {
    if (range === null) continue;
    const hits = countOf.hitsOf(range);
    for (const search of searches[part] as readonly PartSearch[]) {
      for (const [place, candidate] of search(hits).entries()) {
        if (!candidate || candidate.intersection === 0) continue;
        const holdings = holding(candidate, tables);
        const length = plan.lengths[place] as number;
        for (const [finding, { formula }] of findings.entries()) {
          if (matched[finding] !== range || !saysTheSame(holdings, formula, { length, areas })) continue;
          held[finding] = (held[finding] as number) + 1;
        }
      }
    }
  }
  return held;
}

/** A formula with the cells where it holds. */
export function holding({ terms }: Pick<Candidate, 'terms'>, tables: ConceptTables): HoldingFormula {
  return { terms, satisfied: satisfiedCells(tables, terms) };
}
