import { createHitKernel } from '@strata/kernels';
import type { CellIndex, CellMapReader, ProbeConcept } from '@strata/probe';
import type { ActivationSource } from '../activations/source.ts';
import { counterOf, countingParts, type HitCounter } from '../hits/count-hits.ts';
import type { PreparedImages } from '../hits/prepared-images.ts';
import { type EvidencePlan, planEvidence } from '../nulls/evidence-plan.ts';
import { type EvidenceGatherer, evidenceGatherer } from '../nulls/gather-evidence.ts';
import { Scratch } from '../ranges/scratch.ts';
import { type SampleMasker, sampleMasker } from '../samples/sample-masks.ts';
import { type ConceptTables, conceptTables } from '../search/concept-tables.ts';
import { type RangeSearch, rangeSearch } from '../search/range-search.ts';
import type { ExplainConfig } from './config.ts';

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

type MadeParts = 'scratch' | 'tables' | 'search' | 'countHits' | 'gatherEvidence' | 'sampleMasks';

export interface UnitContextParts extends Omit<UnitContext, MadeParts> {
  /** Null: they are prepared from the cell maps. */
  readonly images: PreparedImages | null;
  /** (sample) the group that the image belongs to, numbered from 0. Null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  /** Default the compiled kernel; the plain one gives the same. */
  readonly createKernel?: typeof createHitKernel;
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
