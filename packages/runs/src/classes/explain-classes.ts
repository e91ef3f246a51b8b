import { type CauseImage, type ClassRange, findClassRanges } from '@strata/compute';
import {
  type ClassAnalysisRecord,
  type PredictedImage,
  type Store,
  type VersionDataset,
  writeClassAnalysis,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/files';
import { numberGroups, type ProbeSample } from '@strata/probe';
import { chosenRun } from '../errors/chosen-run.ts';
import { groupedSamples } from '../errors/grouped-samples.ts';
import type { ClassNames } from '../errors/match-classes.ts';
import { clusterIdsOf, readRangedUnits } from '../errors/ranged-units.ts';
import { openRunNetwork } from '../errors/run-network.ts';
import { versionImages } from '../errors/version-images.ts';
import { noProgress, type StartProgress } from '../progress.ts';

export interface ExplainClassesOptions {
  readonly modelId: number;
  readonly modelVersionId: number;
  /** Null: the version's only layer on the dataset. */
  readonly layer: string | null;
  /** (output) the class that it means. Null: what the versions of the model show. */
  readonly classes: readonly string[] | null;
  /** A regular expression that reads groups out of the names of images. Null: as the dataset was read when it was explained. */
  readonly groupBy: string | null;
  /** Folder with cache and registry. */
  readonly home: string;
  readonly threads: number;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/** A range, what it responds to, and what broken images are taken for. */
export interface StoredClassRange extends Omit<ClassRange, 'takenFor'> {
  readonly clusterId: number;
  /** Null where nothing named lies there. */
  readonly formula: string | null;
  /** Null: no image broke, or what most get means no class. */
  readonly takenFor: string | null;
}

/** Images of a class that are taken for a class. */
export interface ClassCount {
  readonly className: string;
  /** Empty: an output that means no class of the dataset. */
  readonly predictedName: string;
  readonly imageCount: number;
}

export interface ExplainedClasses {
  readonly dataset: VersionDataset;
  readonly layer: string;
  /** Images whose class is known and predicted. */
  readonly images: number;
  readonly predictions: readonly ClassCount[];
  /** By class, those that carry it first. */
  readonly ranges: readonly StoredClassRange[];
}

/**
 * Finds the ranges that carry each class of a version, with the confusion matrix, and stores them in place of an earlier answer.
 * @throws StrataError BAD_CONFIG when images have no class or prediction, or the layer is not explained (`versionImages`,
 * `chosenRun`), SETUP_FAILED when an input is not known on this machine; what running the network throws; StoreError
 */
export async function explainClasses(store: Store, options: ExplainClassesOptions): Promise<ExplainedClasses> {
  const { modelVersionId, home, threads, seed = 1, signal, progress = noProgress } = options;
  const { dataset, images: all, names } = await versionImages(store, options);
  const images = all.filter(({ className, classIndex }) => className !== null && classIndex !== null);
  const classes = new Set(images.map(({ className }) => className));
  if (classes.size < 2) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected predicted images of two classes or more, found ${classes.size}: nothing tells classes apart.`,
    );
  }
  const asked = { modelVersionId, probeDatasetId: dataset.id, layer: options.layer, flag: '--layer' };
  const { runId, layer } = await chosenRun(store, asked);
  const use = new CacheUse();
  try {
    const network = await openRunNetwork(store, runId, { home, use, threads, signal, progress });
    const { units, formulaOf } = await readRangedUnits(store, runId, network.bounds);
    const samples = await groupedSamples(network.dataset, options);
    const line = progress('classes', 'images');
    const found = await findClassRanges(
      { ...network, layer, units, images: imagesOf(images, { samples, names }) },
      { threads, seed, signal, onProgress: line.update },
    );
    line.end();
    const idOf = await clusterIdsOf(store, { runId, units: found.map(({ unit }) => unit) });
    const ranges = found.flatMap((range): StoredClassRange[] => {
      const clusterId = idOf(range);
      const takenFor = range.takenFor === null ? null : (names.get(range.takenFor) ?? null);
      return clusterId === undefined ? [] : [{ ...range, clusterId, takenFor, formula: formulaOf(range) }];
    });
    const predictions = countPredictions(images, names);
    await writeClassAnalysis(store, {
      runId,
      imageCount: images.length,
      seed,
      predictions,
      ranges: ranges.map(recordOf),
    });
    return { dataset, layer, images: images.length, predictions, ranges: ranges.toSorted(inOrder) };
  } finally {
    await use.release();
  }
}

function imagesOf(
  images: readonly PredictedImage[],
  { samples, names }: { readonly samples: readonly ProbeSample[]; readonly names: ClassNames },
): CauseImage[] {
  const numbered = numberGroups(samples);
  const outputs = new Map([...names].map(([output, name]) => [name, output]));
  return images.map(({ sampleIndex, className, classIndex }) => {
    const rightIndex = outputs.get(className ?? '') ?? -1;
    const unit = numbered?.numbers[sampleIndex] ?? sampleIndex;
    return { sample: sampleIndex, unit, isWrong: classIndex !== rightIndex, className: className ?? '', rightIndex };
  });
}

/** How many images of each class are taken for which, by both names. */
export function countPredictions(
  images: readonly Pick<PredictedImage, 'className' | 'classIndex'>[],
  names: ClassNames,
): ClassCount[] {
  const counts = new Map<string, ClassCount>();
  for (const { className, classIndex } of images) {
    const cell = { className: className ?? '', predictedName: names.get(classIndex ?? -1) ?? '' };
    const key = JSON.stringify(cell);
    counts.set(key, { ...cell, imageCount: (counts.get(key)?.imageCount ?? 0) + 1 });
  }
  const order = (one: string, other: string): number => Number(one > other) - Number(one < other);
  return [...counts.values()].sort(
    (a, b) => order(a.className, b.className) || order(a.predictedName, b.predictedName),
  );
}

function recordOf(range: StoredClassRange): ClassAnalysisRecord['ranges'][number] {
  const { className, clusterId, firesMore, q, rightCount, broken, controlBroken, bothBroken, role } = range;
  const { effect, effectLower, effectUpper, effectQ, takenFor, takenForCount } = range;
  const counts = { rightCount, broken, controlBroken, bothBroken, takenFor, takenForCount };
  return { className, clusterId, firesMore, q, ...counts, effect, effectLower, effectUpper, effectQ, role };
}

function inOrder(a: StoredClassRange, b: StoredClassRange): number {
  if (a.className !== b.className) return a.className < b.className ? -1 : 1;
  return Number(b.role === 'CARRIES') - Number(a.role === 'CARRIES') || b.effect - a.effect;
}
