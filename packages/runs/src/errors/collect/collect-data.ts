import { findPairsToCollect, type PairsToCollect, type PairToCollect } from '@strata/compute';
import { type CollectionRecord, type Store, type VersionDataset, writeCollection } from '@strata/db';
import type { CollectExample } from '@strata/domain';
import { CacheUse } from '@strata/files';
import type { ProbeSample } from '@strata/probe';
import { writeThumbnails } from '../../explain/thumbnails.ts';
import { noProgress, type StartProgress } from '../../progress.ts';
import { chosenRun } from '../chosen-run.ts';
import { imagesInQuestion } from '../error-question.ts';
import { groupedSamples } from '../grouped-samples.ts';
import { openRunActivations } from '../run-network.ts';
import { versionImages } from '../version-images.ts';
import { type CollectWorld, collectWorld } from './collect-world.ts';
import { learntSplit } from './learnt-split.ts';
import type { PairTerm } from './pair-columns.ts';
import { shownImages } from './shown-images.ts';

export interface CollectDataOptions {
  readonly modelId: number;
  readonly modelVersionId: number;
  /** Whose activations a readout is trained on; null: the only one. */
  readonly layer: string | null;
  /** The split that the network has learnt from; null: the one that is called so, if there is one. */
  readonly learnt: string | null;
  /** (output) the class that it means. Null: what the versions of the model show. */
  readonly classes: readonly string[] | null;
  /** A regular expression that reads groups out of the names of images. Null: as the dataset was read when it was explained. */
  readonly groupBy: string | null;
  /** Folder with cache and registry. */
  readonly home: string;
  /** Threads that run the network, where activations are not in the cache any more. */
  readonly threads: number;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/** An image that shows what to collect, or what not. */
export interface PairImage {
  readonly key: string;
  readonly role: CollectExample;
  readonly isWrong: boolean;
}

/** A pair in words, with images. */
export interface NamedPair extends Omit<PairToCollect, 'first' | 'second'> {
  readonly first: PairTerm;
  readonly second: PairTerm;
  readonly examples: readonly PairImage[];
}

export interface CollectedData extends Omit<PairsToCollect, 'pairs'> {
  readonly dataset: VersionDataset;
  readonly layer: string;
  /** Null: not known; all images are taken for the data. */
  readonly learntSplit: string | null;
  readonly isGrouped: boolean;
  /** What to collect first, first. */
  readonly pairs: readonly NamedPair[];
}

/**
 * Finds of which pairs of concepts to collect images first, and stores it in place of an earlier answer.
 * @throws StrataError BAD_CONFIG when nothing can be told apart (`versionImages`, `imagesInQuestion`, `chosenRun`,
 * `learntSplit`), SETUP_FAILED when an input is not known on this machine; StoreError; the signal's reason
 */
export async function collectData(store: Store, options: CollectDataOptions): Promise<CollectedData> {
  const { modelVersionId, home, threads, seed = 1, signal, progress = noProgress } = options;
  const { dataset, images, names } = await versionImages(store, options);
  const asked = imagesInQuestion(images, { className: null, predictedName: null }, names);
  const place = { modelVersionId, probeDatasetId: dataset.id };
  const use = new CacheUse();
  try {
    const { runId, layer } = await chosenRun(store, { ...place, layer: options.layer, flag: '--layer' });
    const inputs = await openRunActivations(store, runId, { home, use, threads, signal, progress });
    const samples = await groupedSamples(inputs.dataset, options);
    const split = learntSplit(samples, options.learnt);
    const { concepts } = inputs.dataset;
    const { index, activations } = inputs;
    const world = collectWorld({ samples, concepts, index, activationsPath: activations.path }, { asked, split, seed });
    const line = progress('collect', 'pairs');
    const found = findPairsToCollect(world.problem, { seed, onProgress: line.update });
    line.end();
    signal?.throwIfAborted();
    const record = recordOf(found, world, { ...place, layerName: layer, learntSplit: split, seed });
    await writeCollection(store, record);
    const sampleIds = record.pairs.flatMap((pair) => pair.samples.map(({ sampleId }) => sampleId));
    if (sampleIds.length > 0) await writeThumbnails(store, { of: { sampleIds }, samples, signal, progress });
    return {
      ...found,
      dataset,
      layer,
      learntSplit: split,
      isGrouped: record.isGrouped,
      pairs: named(found, world, samples),
    };
  } finally {
    await use.release();
  }
}

type Answer = Pick<CollectionRecord, 'modelVersionId' | 'probeDatasetId' | 'layerName' | 'learntSplit' | 'seed'>;

function recordOf(found: PairsToCollect, world: CollectWorld, answer: Answer): CollectionRecord {
  const { asked, columns } = world;
  return {
    ...answer,
    dataCount: found.dataCount,
    imageCount: found.images,
    imagesWrong: found.wrong,
    isGrouped: world.problem.groups !== null,
    unitCount: found.units,
    unitsWrong: found.unitsWrong,
    pairsTried: found.tried,
    errorsNeeded: found.errorsNeeded,
    pairs: found.pairs.map((pair) => {
      const [first, second] = [termOf(columns, pair.first), termOf(columns, pair.second)];
      const { dataCount, mended, mendedLower, mendedUpper, q, verdict, curve } = pair;
      return {
        ...{ first: first.name, firstKind: first.kind, second: second.name, secondKind: second.kind },
        ...{ dataCount, mended, mendedLower, mendedUpper, q, verdict },
        selectedCount: pair.selected,
        selectedWrong: pair.wrong,
        testedCount: curve?.tested ?? 0,
        curve: curve?.points ?? [],
        samples: shownImages(world, pair).map(({ image, role }) => ({
          sampleId: asked.images[image]?.sampleId as number,
          role,
          isWrong: asked.wrong[image] === 1,
        })),
      };
    }),
  };
}

function named({ pairs }: PairsToCollect, world: CollectWorld, samples: readonly ProbeSample[]): NamedPair[] {
  const { asked, columns } = world;
  return pairs.map((pair) => ({
    ...pair,
    first: termOf(columns, pair.first),
    second: termOf(columns, pair.second),
    examples: shownImages(world, pair).map(({ image, role }) => ({
      key: samples[asked.images[image]?.sampleIndex ?? -1]?.key ?? '',
      role,
      isWrong: asked.wrong[image] === 1,
    })),
  }));
}

function termOf(columns: CollectWorld['columns'], at: number): PairTerm {
  const { name = '', kind = 'CONCEPT' } = columns[at] ?? {};
  return { name, kind };
}
