import { createHitKernel } from '@strata/kernels';
import type { CellIndex, CellMapReader, ProbeConcept } from '@strata/probe';
import type { ActivationSource } from '../activations/source.ts';
import { counterOf, countingParts, type HitCounter } from '../hits/count-hits.ts';
import type { PreparedImages } from '../hits/prepared-images.ts';
import { type EvidencePlan, planEvidence } from '../nulls/evidence-plan.ts';
import { type EvidenceGatherer, evidenceGatherer } from '../nulls/gather-evidence.ts';
import { findRanges, givenRanges } from '../ranges/find-ranges.ts';
import { histogram } from '../ranges/histogram.ts';
import { Scratch } from '../ranges/scratch.ts';
import { type SampleMasker, sampleMasker } from '../samples/sample-masks.ts';
import { type ConceptTables, conceptTables } from '../search/concept-tables.ts';
import { type RangeSearch, rangeSearch } from '../search/range-search.ts';
import type { ExplainConfig } from './config.ts';
import { describeRanges, searchRanges } from './explain-ranges.ts';
import type { StageTimings, UnitResult } from './unit-result.ts';

/** What every unit of a layer shares. */
export interface UnitContext {
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  readonly maps: CellMapReader;
  readonly source: ActivationSource;
  readonly tables: ConceptTables;
  readonly search: RangeSearch;
  readonly countHits: HitCounter;
  /** Null where no evidence is gathered. */
  readonly gatherEvidence: EvidenceGatherer | null;
  readonly sampleMasks: SampleMasker;
  readonly config: ExplainConfig;
  readonly scratch: Scratch;
  /** Whether the layer's zeros stand on their own. */
  readonly zerosOff: boolean;
}

type Made = 'scratch' | 'tables' | 'search' | 'countHits' | 'gatherEvidence' | 'sampleMasks';

export interface UnitContextParts extends Omit<UnitContext, Made> {
  /** Null: they are prepared from the cell maps. */
  readonly images: PreparedImages | null;
  /** (sample) the group that the image belongs to, numbered from 0. Null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  /** Default the compiled kernel; the plain one gives the same. */
  readonly createKernel?: typeof createHitKernel;
}

/**
 * Explains a block of units: ranges, cell hits, formulas, top samples. Each image's cell map is read once for the block.
 * @throws StrataError when activations or cell maps cannot be read.
 */
export function explainUnits(
  context: UnitContext,
  units: readonly number[],
): { results: UnitResult[]; timings: StageTimings } {
  const started = processorMs();
  const described = units.map((unit) => describeUnit(context, unit));
  const ranged = processorMs();
  const hits = context.countHits(described.map(({ unit, found, values }) => ({ unit, values, ranges: found.ranges })));
  const counted = processorMs();
  const counts = described.map(({ unit, found, values }, position) => {
    const unitHits = hits[position];
    if (!unitHits) throw new Error(`No hits for unit ${unit}.`);
    return { found, values, unitHits };
  });
  const formulas = counts.map((unit) => searchRanges(context, unit));
  const searched = processorMs();
  const evidence = context.gatherEvidence?.(
    described.map(({ unit, found, values }, i) => ({
      unit,
      values,
      ranges: found.ranges,
      hits: hits[i]?.hits ?? new Uint32Array(0),
      formulas: formulas[i] ?? [],
    })),
  );
  const gathered = processorMs();
  const explained = counts.map((unit, i) =>
    describeRanges(context, unit, { formulas: formulas[i] ?? [], evidence: evidence?.[i] ?? [] }),
  );
  const results = described.map(({ unit, found, bins }, position): UnitResult => {
    return {
      unit,
      outcome: found.outcome,
      problem: found.problem,
      summary: found.summary,
      cells: found.cells,
      histogram: bins,
      ranges: explained[position] ?? [],
    };
  });
  return {
    results,
    timings: {
      ranges: ranged - started,
      hits: counted - ranged,
      search: searched - counted,
      evidence: gathered - searched,
      samples: processorMs() - gathered,
    },
  };
}

/** Processor time of this thread: on a busy machine, elapsed time says nothing about a stage. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function describeUnit({ source, config, scratch, zerosOff }: UnitContext, unit: number) {
  const values = source.readUnit(unit);
  const shape = { samples: source.samples, height: source.height, width: source.width };
  const given = config.ranges?.get(unit);
  const found = given
    ? givenRanges(values, given, { shape, zerosOff })
    : findRanges(values, { ...config, shape, zerosOff, scratch });
  const withoutZeros = (found.cells?.off ?? null) !== null;
  const bins = found.outcome === 'NON_FINITE' ? null : histogram(values, { extent: found.summary, withoutZeros });
  return { unit, found, values, bins: bins && { ...bins, counts: Array.from(bins.counts) } };
}

/** What every unit of a dataset shares. */
export function unitContext({
  images,
  groups,
  createKernel = createHitKernel,
  ...parts
}: UnitContextParts): UnitContext {
  const tables = conceptTables(parts.index);
  const { index, maps, source, concepts, config } = parts;
  const { upsampling } = config;
  const counting = countingParts({ index, maps, mapShape: source, upsampling, images, createKernel });
  const plan: EvidencePlan | null =
    config.evidence && planEvidence(config.evidence, { sampleCount: index.sampleCount, groups });
  return {
    ...parts,
    tables,
    scratch: new Scratch(),
    search: rangeSearch({
      tables,
      concepts,
      config,
      now: () => performance.now(),
      samples: { ...index, maps, mapShape: source, upsampling },
    }),
    countHits: counterOf(counting),
    gatherEvidence: plan && evidenceGatherer({ counting, tables, concepts, config, plan, mapShape: source }),
    sampleMasks: sampleMasker({ index, maps, mapShape: source, upsampling, images, createKernel }),
  };
}
