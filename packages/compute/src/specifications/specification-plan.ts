import type { Upsampling } from '@strata/kernels';
import { UPSAMPLINGS } from '@strata/kernels';
import type { ProbeConcept } from '@strata/probe';
import { createRandom } from '@strata/statistics';
import { planFolds } from '../nulls/fold-plan.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import { type ConceptRestriction, searchableConcepts } from '../search/searchable-concepts.ts';

/** Numbers of ranges, and lengths of formulas, that an explanation is repeated with. */
const SPECIFIED_CLUSTERS = [3, 5, 7] as const;
const SPECIFIED_LENGTHS = [1, 2, 3] as const;

/** Everything that an analysis is repeated over; every combination is one specification. */
export interface SpecificationPlan {
  readonly upsamplings: readonly Upsampling[];
  readonly clusters: readonly number[];
  readonly lengths: readonly number[];
  /** (part) its samples, ascending: the halves of the images, by groups; one part where there is one group only. */
  readonly parts: readonly Uint32Array[];
  /** Positions of the concepts that are searched, ascending: all, and all but one category's, for each of them. */
  readonly concepts: readonly (readonly number[])[];
}

export interface SpecificationPlanParts {
  readonly tables: ConceptTables;
  readonly concepts: readonly ProbeConcept[];
  readonly config: ConceptRestriction;
  /** (sample) the group that the image belongs to, numbered from 0. Null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  readonly sampleCount: number;
  /** Of the halves. */
  readonly seed: number;
}

/** The same for all units. @throws StrataError BAD_CONFIG when no concept is left to search. */
export function planSpecifications(parts: SpecificationPlanParts): SpecificationPlan {
  const { tables, concepts, config, groups, sampleCount, seed } = parts;
  const all = searchableConcepts(tables, concepts, config);
  const categoryOf = (position: number): string => concepts[position]?.category ?? '';
  const without = [...new Set(all.map(categoryOf))]
    .map((category) => all.filter((position) => categoryOf(position) !== category))
    .filter((left) => left.length > 0);
  const halves = planFolds({ sampleCount, groups, folds: 2, random: createRandom(seed) });
  const samples = Uint32Array.from({ length: sampleCount }, (_, sample) => sample);
  return {
    upsamplings: UPSAMPLINGS,
    clusters: SPECIFIED_CLUSTERS,
    lengths: SPECIFIED_LENGTHS,
    parts: halves ? [0, 1].map((half) => samples.filter((sample) => halves.foldOf[sample] === half)) : [samples],
    concepts: [all, ...without],
  };
}

/** How many specifications a plan has. */
export function countSpecifications({ upsamplings, clusters, lengths, parts, concepts }: SpecificationPlan): number {
  return upsamplings.length * clusters.length * lengths.length * parts.length * concepts.length;
}
