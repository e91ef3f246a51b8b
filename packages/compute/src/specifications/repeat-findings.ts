import type { LeftDeepTerm } from '@strata/domain';
import { createHitKernel } from '@strata/kernels';
import { type CellIndex, openCellMaps, type ProbeConcept } from '@strata/probe';
import { openActivations } from '../activations/npy-source.ts';
import { countingParts, listCells } from '../hits/count-hits.ts';
import { pairCounter } from '../hits/pair-hits.ts';
import { keepPreparedImages, openPreparedImages } from '../hits/prepared-file.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import type { FindRangesOptions } from '../ranges/find-ranges.ts';
import { conceptTables } from '../search/concept-tables.ts';
import type { RangeSearchConfig } from '../search/range-search.ts';
import { partSearches } from './part-search.ts';
import { holding, type RepeatContext, repeatUnit } from './repeat-unit.ts';
import { countSpecifications, planSpecifications } from './specification-plan.ts';

/** An explanation of a unit's range. */
export interface FoundRange {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly range: ActivationRange;
  /** Concepts by their position in the dataset. */
  readonly terms: readonly LeftDeepTerm[];
}

export interface FoundUnit {
  readonly unit: number;
  readonly ranges: readonly FoundRange[];
}

/** In how many specifications an explanation is found again. */
export interface SpecificationCount {
  readonly unit: number;
  readonly clusterIndex: number;
  readonly held: number;
  readonly total: number;
}

export interface SpecificationInputs {
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  /** A `.npy` file (unit, sample, height, width). */
  readonly activationsPath: string;
  readonly config: RangeSearchConfig & { readonly bounds: NonNullable<FindRangesOptions['bounds']> };
  /** (sample) the group that the image belongs to, numbered from 0. Null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  /** Whether the layer's zeros stand on their own. */
  readonly zerosOff: boolean;
  /** Of the halves of the images. Default 1. */
  readonly seed?: number;
}

/** Repeats explanations. */
export interface FindingRepeater {
  /** Specifications of each explanation. */
  readonly total: number;
  /** Repeats a unit's explanations in all of them. */
  repeat(unit: FoundUnit): SpecificationCount[];
  close(): void;
}

/**
 * Opens what repeats explanations over all specifications: 3, 5 and 7 ranges × both ways of upsampling × formulas of up to
 * 1, 2 and 3 concepts × both halves of the images (whole groups) × all concepts, and all but each category in turn. A half has ranges
 * of its own; the one whose bitmap there has the highest IoU with the finding's stands for it, and `saysTheSame` decides whether its
 * formula is the finding again. Where no range, or no formula, stands for it, it isn't found again. Hits are counted once
 * for each half and way of upsampling, whatever the number of ranges, and a range is searched once for all findings that
 * it stands for.
 * Source: arXiv 2608.13754 (claims over specifications).
 * @throws ShapeError or DatasetError when activations or cell maps can't be read
 */
export async function openRepeater({ seed = 1, ...inputs }: SpecificationInputs): Promise<FindingRepeater> {
  const { index, concepts, config, groups, zerosOff } = inputs;
  const tables = conceptTables(index);
  const plan = planSpecifications({ tables, concepts, config, groups, sampleCount: index.sampleCount, seed });
  const source = openActivations(inputs.activationsPath);
  const mapShape = { height: source.height, width: source.width };
  const imagesPath = await keepPreparedImages(index, source, {});
  const images = imagesPath === null ? null : openPreparedImages(imagesPath, index.sampleCount);
  const maps = openCellMaps(index);
  const counting = plan.upsamplings.map((upsampling) =>
    countingParts({ index, maps, mapShape, images, upsampling, createKernel: createHitKernel }),
  );
  const cells = listCells(counting[0] as (typeof counting)[number]);
  const context: RepeatContext = {
    plan,
    tables,
    searches: partSearches({ plan, tables, cells, config }),
    counters: counting.map(pairCounter),
    mapShape,
    bounds: config.bounds,
    zerosOff,
  };
  const total = countSpecifications(plan);
  return {
    total,
    repeat: ({ unit, ranges }) => {
      const findings = ranges.map(({ range, terms }) => ({ range, formula: holding({ terms }, tables) }));
      const held = repeatUnit(context, { values: source.readUnit(unit), findings });
      return ranges.map(({ clusterIndex }, i) => ({ unit, clusterIndex, held: held[i] as number, total }));
    },
    close: () => {
      images?.close();
      maps.close();
      source.close();
    },
  };
}
