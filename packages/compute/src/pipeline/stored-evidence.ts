import type { LeftDeepTerm } from '@strata/domain';
import { type CellIndex, openCellMaps, type ProbeConcept } from '@strata/probe';
import { openActivations } from '../activations/npy-source.ts';
import { keepPreparedImages, openPreparedImages } from '../hits/prepared-file.ts';
import type { PreparedImages } from '../hits/prepared-images.ts';
import { type RangeSupport, supportOf } from '../metrics/support.ts';
import { overlapOf, pixelsOf } from '../nulls/cell-counts.ts';
import type { RangeEvidence } from '../nulls/gather-evidence.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { placeRange } from '../ranges/place-range.ts';
import type { Candidate } from '../search/candidate.ts';
import { satisfiedCells } from '../search/formula-cells.ts';
import type { ExplainConfig } from './config.ts';
import { type UnitContext, unitContext } from './unit-context.ts';

/** Units whose evidence is gathered together: each image's cell map is read once for all of them. */
const UNITS_PER_BLOCK = 8;

/** A unit that was explained before: its ranges, and their formulas with terms by position in the dataset. */
export interface ExplainedUnit {
  readonly unit: number;
  /** Ascending; a range without a formula has null. */
  readonly ranges: readonly {
    readonly clusterIndex: number;
    readonly range: ActivationRange;
    readonly terms: readonly LeftDeepTerm[] | null;
  }[];
}

/** What was gathered for a range with a formula. */
export interface GatheredEvidence {
  readonly unit: number;
  readonly clusterIndex: number;
  readonly evidence: RangeEvidence;
  readonly support: RangeSupport;
}

export interface EvidenceSink {
  /** Keeps a block, whole or not at all. */
  writeEvidence(found: readonly GatheredEvidence[]): Promise<void>;
}

export interface StoredEvidenceInputs {
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  /** A `.npy` file (unit, sample, height, width). */
  readonly activationsPath: string;
  readonly units: readonly ExplainedUnit[];
  /** Those that the units were explained by. */
  readonly config: ExplainConfig;
  /** (sample) group; default null: each image is a group of its own. */
  readonly groups?: Uint32Array | null | undefined;
}

export interface StoredEvidenceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each block with the units done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Gathers the evidence of formulas that were found before, without a new search of them: the same numbers as where they
 * are found. Nothing where the configuration asks for none, or where images of fewer than two groups leave nothing to score on.
 * @throws ShapeError or DatasetError when activations or cell maps can't be read, the sink's errors, the signal's reason.
 */
export async function gatherStoredEvidence(
  { index, concepts, activationsPath, units, config, groups = null }: StoredEvidenceInputs,
  sink: EvidenceSink,
  { signal, onProgress }: StoredEvidenceOptions = {},
): Promise<void> {
  if (!config.evidence || units.length === 0) return;
  const source = openActivations(activationsPath);
  const maps = openCellMaps(index);
  let images: PreparedImages | null = null;
  try {
    const imagesPath = await keepPreparedImages(index, source, { signal });
    if (imagesPath !== null) images = openPreparedImages(imagesPath, index.sampleCount);
    // Whether zeros are off is in the ranges already.
    const context = unitContext({ index, concepts, maps, source, config, images, groups, zerosOff: false });
    for (let start = 0; start < units.length; start += UNITS_PER_BLOCK) {
      signal?.throwIfAborted();
      const block = units.slice(start, start + UNITS_PER_BLOCK);
      await sink.writeEvidence(gatherBlock(context, block));
      onProgress?.(start + block.length, units.length);
    }
  } finally {
    images?.close();
    maps.close();
    source.close();
  }
}

function gatherBlock(context: UnitContext, block: readonly ExplainedUnit[]): GatheredEvidence[] {
  const { index, source, countHits, gatherEvidence } = context;
  if (!gatherEvidence) return [];
  const units = block.map(({ unit, ranges }) => ({
    ...{ unit, values: source.readUnit(unit), ranges: ranges.map(({ range }) => range) },
  }));
  const counted = countHits(units).map(({ hits, samplePixels }) => ({ hits, samplePixels }));
  const found = units.map((unit, place) => {
    const hits = counted[place]?.hits ?? new Uint32Array(0);
    const formulas = (block[place]?.ranges ?? []).map(
      ({ terms }, range) =>
        terms && scored(context, terms, hits.subarray(range * index.cellCount, (range + 1) * index.cellCount)),
    );
    return { ...unit, hits, formulas };
  });
  return gatherEvidence(found).flatMap((own, place) =>
    own.flatMap((evidence, range) => {
      const unit = units[place];
      const bounds = unit?.ranges[range];
      const { clusterIndex } = block[place]?.ranges[range] ?? {};
      if (!evidence || !unit || !bounds || clusterIndex === undefined) return [];
      const pixels = counted[place]?.samplePixels ?? new Uint32Array(0);
      const samplePixels = pixels.subarray(range * index.sampleCount, (range + 1) * index.sampleCount);
      const support = supportOf(samplePixels, placeRange(unit.values, bounds));
      return [{ unit: unit.unit, clusterIndex, evidence, support }];
    }),
  );
}

function scored({ tables }: UnitContext, terms: readonly LeftDeepTerm[], hits: Uint32Array): Candidate {
  return { terms, ...overlapOf(satisfiedCells(tables, terms), { hits, bitmapPixels: pixelsOf(hits) }, tables.areas) };
}
