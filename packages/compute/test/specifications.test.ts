import { createTwinKernel } from '@strata/kernels';
import type { CellIndex, CellMapReader, ProbeConcept } from '@strata/probe';
import { createRandom } from '@strata/statistics';
import { describe, expect, test } from 'vitest';
import { countingParts, listCells } from '../src/hits/count-hits.ts';
import { pairCounter } from '../src/hits/pair-hits.ts';
import { halfOpenRange, openRange } from '../src/ranges/activation-range.ts';
import { findRanges } from '../src/ranges/find-ranges.ts';
import { conceptTables } from '../src/search/concept-tables.ts';
import { rangeSearch } from '../src/search/range-search.ts';
import { cutRanges } from '../src/specifications/elementary-ranges.ts';
import { saysTheSame } from '../src/specifications/held-again.ts';
import { partSearches } from '../src/specifications/part-search.ts';
import { type Finding, holding, type RepeatContext, repeatUnit } from '../src/specifications/repeat-unit.ts';
import { countSpecifications, planSpecifications } from '../src/specifications/specification-plan.ts';

const SIDE = 5;
const PIXELS = SIDE * SIDE;
const SAMPLES = 14;
const CONCEPTS: ProbeConcept[] = [
  { index: 1, name: 'a', category: 'object' },
  { index: 2, name: 'b', category: 'object' },
  { index: 3, name: 'c', category: 'color' },
  { index: 4, name: 'd', category: 'part' },
];
const CELLS = 2 ** CONCEPTS.length;
const CONFIG = {
  search: 'optimal',
  length: 3,
  beam: 5,
  grammar: 'paper',
  searchBudgetMs: null,
  categories: null,
  minConceptShare: 0,
} as const;

/** (sample, pixel) bit c: the pixel carries concept c; a cell is a set of concepts. */
const SETS = drawSets();
function drawSets(): Uint8Array {
  const random = createRandom(4);
  return Uint8Array.from({ length: SAMPLES * PIXELS }, () => {
    const [a, b, c, d] = [random.next() < 0.3, random.next() < 0.2, random.next() < 0.3, random.next() < 0.25];
    return (a ? 1 : 0) | (b ? 2 : 0) | (c ? 4 : 0) | (d ? 8 : 0);
  });
}

function indexOf(samples: readonly number[]): CellIndex {
  const areas = new Float64Array(CELLS);
  for (const sample of samples) {
    for (const cell of SETS.subarray(sample * PIXELS, (sample + 1) * PIXELS)) areas[cell] = (areas[cell] as number) + 1;
  }
  const sets = Array.from({ length: CELLS }, (_, cell) => CONCEPTS.flatMap((_, c) => ((cell >> c) & 1 ? [c] : [])));
  return {
    sha256: '',
    sampleCount: SAMPLES,
    conceptCount: CONCEPTS.length,
    cellCount: CELLS,
    maskShape: { height: SIDE, width: SIDE },
    areas,
    conceptOffsets: Uint32Array.from([0, ...sets.map((_, cell) => sets.slice(0, cell + 1).flat().length)]),
    conceptPositions: Uint32Array.from(sets.flat()),
  } as unknown as CellIndex;
}

const all = [...Array(SAMPLES).keys()];
const index = indexOf(all);
const tables = conceptTables(index);
const maps = {
  read: (start: number, count: number) => Uint16Array.from(SETS.subarray(start * PIXELS, (start + count) * PIXELS)),
  close: () => {},
} as CellMapReader;

function contextOf(groups: Uint32Array | null = null): RepeatContext {
  const mapShape = { height: SIDE, width: SIDE };
  const plan = planSpecifications({
    tables,
    concepts: CONCEPTS,
    config: CONFIG,
    groups,
    sampleCount: SAMPLES,
    seed: 1,
  });
  const counting = plan.upsamplings.map((upsampling) =>
    countingParts({ index, maps, mapShape, upsampling, createKernel: createTwinKernel }),
  );
  const cells = listCells(counting[0] as (typeof counting)[number]);
  return {
    ...{ plan, tables, mapShape, bounds: 'contiguous', zerosOff: false },
    searches: partSearches({ plan, tables, cells, config: CONFIG }),
    counters: counting.map(pairCounter),
  };
}

/** Maps as large as the masks: a unit that is what a formula says, with noise. */
function unitOf(strength: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from(SETS, (set) => strength * (set & 1) + random.next());
}

function findingsOf(values: Float32Array): Finding[] {
  const shape = { samples: SAMPLES, height: SIDE, width: SIDE };
  const search = rangeSearch({ tables, concepts: CONCEPTS, config: CONFIG, now: () => 0 });
  return findRanges(values, { clusters: 5, shape }).ranges.flatMap((range) => {
    const hits = hitsOf(values, range, all);
    const found = search({ hits, bitmapPixels: hits.reduce((sum, pixels) => sum + pixels, 0) });
    return found ? [{ range, formula: holding(found, tables) }] : [];
  });
}

const lies = (value: number, { lowest, beyond }: Finding['range']) =>
  value >= lowest && (value < beyond || beyond === Number.POSITIVE_INFINITY);

function hitsOf(values: Float32Array, range: Finding['range'], samples: readonly number[]): Uint32Array {
  const hits = new Uint32Array(CELLS);
  for (const sample of samples) {
    for (let i = sample * PIXELS; i < (sample + 1) * PIXELS; i += 1) {
      const cell = SETS[i] as number;
      if (lies(values[i] as number, range)) hits[cell] = (hits[cell] as number) + 1;
    }
  }
  return hits;
}

/** Every specification on its own, with the search of a run over the half's own dataset. */
function naive({ plan }: RepeatContext, values: Float32Array, findings: readonly Finding[]): number[] {
  const held = findings.map(() => 0);
  const sum = (hits: Uint32Array) => hits.reduce((total, pixels) => total + pixels, 0);
  for (const part of plan.parts) {
    const samples = [...part];
    const own = Float32Array.from(
      samples.flatMap((sample) => [...values.subarray(sample * PIXELS, (sample + 1) * PIXELS)]),
    );
    const shape = { samples: samples.length, height: SIDE, width: SIDE };
    for (const clusters of [3, 5, 7]) {
      const { ranges } = findRanges(own, { clusters, shape });
      for (const [place, finding] of findings.entries()) {
        const ious = ranges.map((range) => {
          let [both, either] = [0, 0];
          for (const value of own) {
            both += lies(value, range) && lies(value, finding.range) ? 1 : 0;
            either += lies(value, range) || lies(value, finding.range) ? 1 : 0;
          }
          return either === 0 ? 0 : both / either;
        });
        const best = ranges[ious.indexOf(Math.max(...ious))];
        if (!best || Math.max(...ious) === 0) continue;
        const hits = hitsOf(values, best, samples);
        for (const left of [null, 'object', 'color', 'part']) {
          const categories = ['object', 'color', 'part'].filter((category) => category !== left);
          for (const length of [1, 2, 3]) {
            const config = { ...CONFIG, length, categories };
            const search = rangeSearch({
              tables: conceptTables(indexOf(samples)),
              concepts: CONCEPTS,
              config,
              now: () => 0,
            });
            const found = search({ hits, bitmapPixels: sum(hits) });
            if (!found || found.intersection === 0) continue;
            const options = { length, areas: tables.areas };
            // Maps are as large as masks: both ways of upsampling are the same.
            if (saysTheSame(holding(found, tables), finding.formula, options))
              held[place] = (held[place] as number) + 2;
          }
        }
      }
    }
  }
  return held;
}

describe('specifications', () => {
  test.each([
    [3, 1],
    [1, 2],
    [0.4, 3],
    [0, 4],
  ])('hold as often as repeating the whole analysis for each (strength %d)', (strength, seed) => {
    const values = unitOf(strength, seed);
    const findings = findingsOf(values);
    const context = contextOf();
    expect(countSpecifications(context.plan)).toBe(2 * 3 * 3 * 2 * 4);
    expect(repeatUnit(context, { values, findings })).toEqual(naive(context, values, findings));
  });

  test('hold for what is there, and not for noise', () => {
    const planted = unitOf(0, 5).map((value, i) => ((SETS[i] as number) & 1 ? 20 : value));
    const context = contextOf();
    const total = countSpecifications(context.plan);
    // The highest range is concept a, whatever is repeated; but where its category, one of three, is left out: a quarter.
    const found: Finding = {
      range: halfOpenRange(10, null),
      formula: holding({ terms: [{ concept: 0, operator: null }] }, tables),
    };
    const [held] = repeatUnit(context, { values: planted, findings: [found] });
    expect(held).toBe((3 / 4) * total);
    const noise = unitOf(0, 6);
    const heldOfNoise = repeatUnit(context, { values: noise, findings: findingsOf(noise) });
    expect(Math.max(...heldOfNoise)).toBeLessThan(total / 2);
  });

  test('take halves by whole groups, and all images where there is one group', () => {
    const groups = Uint32Array.from(all, (sample) => Math.floor(sample / 4));
    const { parts } = contextOf(groups).plan;
    const groupsOf = parts.map((samples) => new Set([...samples].map((sample) => groups[sample])));
    expect([...(groupsOf[0] as Set<number>)].some((group) => groupsOf[1]?.has(group))).toBe(false);
    expect(parts.flatMap((samples) => [...samples]).sort((a, b) => a - b)).toEqual(all);
    expect(contextOf(new Uint32Array(SAMPLES)).plan.parts.map((samples) => [...samples])).toEqual([all]);
  });

  test('count nothing twice where a unit has no explanation', () => {
    expect(repeatUnit(contextOf(), { values: unitOf(1, 7), findings: [] })).toEqual([]);
  });
});

test('ranges are cut so that each is whole pieces, whatever overlaps', () => {
  const ranges = [openRange(null, 2), halfOpenRange(2, 5), halfOpenRange(1, 4), openRange(4, null)];
  const { pieces, spans } = cutRanges(ranges);
  for (const value of [-7, 0, 1, 1.5, 2, 3, 4, 4.5, 5, 9]) {
    const inPiece = pieces.findIndex((piece) => lies(value, piece));
    for (const [i, range] of ranges.entries()) {
      const { start, end } = spans[i] as (typeof spans)[number];
      expect(inPiece >= start && inPiece < end).toBe(lies(value, range));
    }
  }
});

describe('a finding says the same', () => {
  const areas = Float64Array.of(10, 1, 1);
  const formula = (terms: Finding['formula']['terms'], ...satisfied: number[]) => ({
    terms,
    satisfied: Uint8Array.from(satisfied),
  });
  const finding = formula(
    [
      { concept: 0, operator: null },
      { concept: 1, operator: 'OR' },
    ],
    1,
    1,
    0,
  );

  test('where masks are alike, whatever the words', () => {
    // 10 of 11 pixels; 10 of 12 with both others.
    expect(saysTheSame(formula([{ concept: 5, operator: null }], 1, 0, 0), finding, { length: 3, areas })).toBe(true);
    expect(saysTheSame(formula([{ concept: 5, operator: null }], 0, 1, 1), finding, { length: 3, areas })).toBe(false);
  });

  test('in fewer words when its leading concept is among them, not negated', () => {
    const leading = formula([{ concept: 0, operator: null }], 0, 1, 1);
    expect(saysTheSame(leading, finding, { length: 1, areas })).toBe(true);
    expect(saysTheSame(leading, finding, { length: 2, areas })).toBe(false);
    expect(saysTheSame(formula([{ concept: 1, operator: null }], 0, 1, 1), finding, { length: 1, areas })).toBe(false);
    const without = formula(
      [
        { concept: 2, operator: null },
        { concept: 0, operator: 'AND NOT' },
      ],
      0,
      1,
      1,
    );
    const longer = { ...finding, terms: [...finding.terms, { concept: 3, operator: 'OR' as const }] };
    expect(saysTheSame(without, longer, { length: 2, areas })).toBe(false);
  });
});
