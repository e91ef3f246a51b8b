import { type CollectProblem, imageFeatures, openActivations } from '@strata/compute';
import { type CellIndex, numberGroups, type ProbeConcept, type ProbeSample } from '@strata/probe';
import type { ErrorImages } from '../error-question.ts';
import { type PairColumn, pairColumns } from './pair-columns.ts';

export interface CollectInputs {
  readonly samples: readonly ProbeSample[];
  readonly concepts: readonly ProbeConcept[];
  readonly index: CellIndex;
  readonly activationsPath: string;
}

export interface CollectWorld {
  readonly asked: ErrorImages;
  readonly columns: readonly PairColumn[];
  readonly problem: CollectProblem;
}

/** Images in question as the search for pairs takes them: what is in them, what a layer says of them, which are wrong. */
export function collectWorld(
  { samples, concepts, index, activationsPath }: CollectInputs,
  { asked, split, seed }: { readonly asked: ErrorImages; readonly split: string | null; readonly seed: number },
): CollectWorld {
  const places = asked.images.map(({ sampleIndex }) => sampleIndex);
  const classNames = [...new Set(asked.images.map(({ className }) => className ?? ''))].sort();
  const classes = asked.images.map(({ className }) => classNames.indexOf(className ?? ''));
  const columns = pairColumns(index, { concepts, places, classes, classNames });
  const numbered = numberGroups(samples);
  const source = openActivations(activationsPath);
  try {
    const problem = {
      ...imageFeatures(source, { images: places, seed }),
      images: places.length,
      classes,
      classCount: classNames.length,
      groups: numbered && places.map((place) => numbered.numbers[place] ?? 0),
      columns: columns.map(({ bits }) => bits),
      errors: asked.wrong,
      learnt: split === null ? null : places.map((place) => Number(samples[place]?.split === split)),
    };
    return { asked, columns, problem };
  } finally {
    source.close();
  }
}
