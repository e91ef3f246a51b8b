import {
  conceptPixels,
  type ErrorSlice,
  type ErrorSlices,
  findErrorSlices,
  groupUnits,
  type ImageColumn,
  imageColumns,
  type SliceProblem,
} from '@strata/compute';
import {
  type ErrorAnalysisRecord,
  type PredictedImage,
  type Store,
  type VersionDataset,
  writeErrorAnalysis,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/files';
import { numberGroups } from '@strata/probe';
import { type IndexedProbe, indexProbe, openProbe } from '../explain/index-probe.ts';
import { type ThumbnailRequest, writeThumbnails } from '../explain/thumbnails.ts';
import { noProgress, type StartProgress } from '../progress.ts';
import { findPlace } from '../registry/registry.ts';
import { editStored, type NamedEdit } from './edit-stored.ts';
import { type ErrorImages, type ErrorQuestion, imagesInQuestion } from './error-question.ts';
import { findStoredCauses, type StoredErrorRange } from './find-stored-causes.ts';
import type { ClassNames } from './match-classes.ts';
import { sliceFormula } from './slice-formula.ts';
import { versionImages } from './version-images.ts';

/** Images of a slice that are kept to be shown: errors, and successes beside them. */
const SHOWN = { wrong: 6, right: 3 } as const;

export interface FindErrorsOptions extends ErrorQuestion {
  readonly modelId: number;
  readonly modelVersionId: number;
  /** Folder with cache and registry. */
  readonly home: string;
  /** (output) the class that it means. Null: what the versions of the model show. */
  readonly classes: readonly string[] | null;
  /** A regular expression that reads groups out of the names of images. Null: as the dataset was read when it was explained. */
  readonly groupBy: string | null;
  /** Whether ranges are looked for that have to do with errors, in which layer (null: the only one). Default: they aren't. */
  readonly causes?: { readonly layer: string | null; readonly threads: number } | undefined;
  /** Default 200. */
  readonly permutations?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/** A slice in words. */
export interface WordedSlice extends Omit<ErrorSlice, 'terms' | 'members'> {
  readonly formula: string;
}

export interface FoundErrors extends Omit<ErrorSlices, 'slices'> {
  readonly dataset: VersionDataset;
  readonly images: number;
  readonly imagesWrong: number;
  /** Whether groups of images count as one. */
  readonly isGrouped: boolean;
  readonly slices: readonly WordedSlice[];
  /** Null: not looked for. */
  readonly ranges: readonly StoredErrorRange[] | null;
  /** Empty where not looked for, too. */
  readonly edits: readonly NamedEdit[];
}

/**
 * Finds what a version's errors go with, and stores it in place of an earlier answer to the same question.
 * @throws StrataError BAD_CONFIG when there is nothing to tell apart (`imagesInQuestion`, `matchClasses`), SETUP_FAILED when the
 * dataset is not known on this machine or has changed; StoreError; the signal's reason
 */
export async function findErrors(store: Store, options: FindErrorsOptions): Promise<FoundErrors> {
  const { className, predictedName } = options;
  const { dataset, images: all, names } = await versionImages(store, options);
  const asked = imagesInQuestion(all, { className, predictedName }, names);
  const use = new CacheUse();
  try {
    const probe = await indexVersionProbe(dataset, { ...options, use });
    const searched = searchSlices(probe, asked, options);
    const { ranges, edits } = await causesOf(store, searched, { dataset, asked, options, names, use });
    const record = recordOf(searched, { dataset, asked, options });
    await writeErrorAnalysis(store, { ...record, ranges: (ranges ?? []).map(rangeRecord), edits });
    await keepPictures(store, record, { ...options, samples: probe.dataset.samples });
    return {
      ...searched.found,
      dataset,
      images: asked.images.length,
      imagesWrong: searched.imagesWrong,
      isGrouped: searched.isGrouped,
      slices: searched.found.slices.map(({ terms, members: _, ...slice }) => ({
        ...slice,
        formula: searched.formulaOf({ terms }),
      })),
      ranges,
      edits,
    };
  } finally {
    await use.release();
  }
}

/** What slices show, no range may have shown before. */
async function keepPictures(
  store: Store,
  { slices }: ErrorAnalysisRecord,
  { samples, signal, progress = noProgress }: FindErrorsOptions & Pick<ThumbnailRequest, 'samples'>,
): Promise<void> {
  const sampleIds = slices.flatMap((slice) => slice.samples.map(({ sampleId }) => sampleId));
  if (sampleIds.length > 0) await writeThumbnails(store, { of: { sampleIds }, samples, signal, progress });
}

async function indexVersionProbe(
  { sha256 }: VersionDataset,
  { home, groupBy, use, signal, progress = noProgress }: FindErrorsOptions & { readonly use: CacheUse },
): Promise<IndexedProbe> {
  const { path, kind: _, ...reading } = await findPlace('dataset', sha256, { home });
  const asRead = await indexProbe(path, { ...reading, use, signal, home, progress, lookAlikes: false });
  if (asRead.dataset.sha256 !== sha256) {
    throw new StrataError(
      'SETUP_FAILED',
      `${path}: the dataset has changed since the version was explained on it. Put the original back, or explain the version again.`,
      { context: { file: path } },
    );
  }
  if (groupBy === null) return asRead;
  const dataset = await openProbe(path, { ...reading, groupBy, home, signal });
  await dataset.close();
  return { ...asRead, dataset };
}

interface SearchedSlices {
  readonly found: ErrorSlices;
  readonly imagesWrong: number;
  readonly isGrouped: boolean;
  /** (image) the unit that it is part of. */
  readonly unitOf: (image: number) => number;
  /** (unit) 1 where it is an error. */
  readonly errors: Uint8Array;
  readonly problem: SliceProblem;
  readonly columns: readonly ImageColumn[];
  readonly formulaOf: (slice: Pick<ErrorSlice, 'terms'>) => string;
}

function searchSlices(
  { dataset, index }: IndexedProbe,
  { images, wrong }: ErrorImages,
  { permutations, seed }: Pick<FindErrorsOptions, 'permutations' | 'seed'>,
): SearchedSlices {
  const places = images.map(({ sampleIndex }) => sampleIndex);
  const { height, width } = index.maskShape;
  const pixels = conceptPixels(index, places);
  const columns: ImageColumn[] = imageColumns(pixels, { images: images.length, pixelsPerImage: height * width });
  const problem = { units: images.length, columns: columns.map(({ bits }) => bits), errors: wrong };
  const numbered = numberGroups(dataset.samples);
  const grouped = numbered && groupUnits({ ...problem, groups: places.map((place) => numbered.numbers[place] ?? 0) });
  return {
    found: findErrorSlices(grouped ?? problem, { permutations, seed }),
    imagesWrong: wrong.reduce((sum, bit) => sum + bit, 0),
    isGrouped: grouped !== null,
    unitOf: (image) => grouped?.unitOf[image] ?? image,
    errors: (grouped ?? problem).errors,
    problem: grouped ?? problem,
    columns,
    formulaOf: (slice) => sliceFormula(slice, columns, dataset.concepts),
  };
}

interface Asked {
  readonly dataset: VersionDataset;
  readonly asked: ErrorImages;
  readonly options: FindErrorsOptions;
}

interface CausesAsked extends Asked {
  readonly names: ClassNames;
  readonly use: CacheUse;
}

interface FoundCauses {
  /** Null: not asked, or errors are too few. */
  readonly ranges: StoredErrorRange[] | null;
  readonly edits: NamedEdit[];
}

/** What ranges, and concepts that errors go with, have to do with the errors in question, where that is asked. */
async function causesOf(
  store: Store,
  { found, unitOf, errors, problem, columns }: SearchedSlices,
  { dataset, asked, options, names, use }: CausesAsked,
): Promise<FoundCauses> {
  const { causes, modelVersionId, home, seed, signal, progress } = options;
  if (!causes || found.errorsNeeded !== null) return { ranges: null, edits: [] };
  const outputs = new Map([...names].map(([output, name]) => [name, output]));
  const images = asked.images.map(({ sampleIndex, className }, at) => ({
    sample: sampleIndex,
    unit: unitOf(at),
    isWrong: asked.wrong[at] === 1,
    className: className ?? '',
    rightIndex: outputs.get(className ?? '') ?? -1,
  }));
  const place = { modelVersionId, probeDatasetId: dataset.id, home, use, seed, signal, progress };
  const ranges = await findStoredCauses(store, { ...place, ...causes, images, errors });
  const isFound = found.slices.some(({ verdict }) => verdict === 'FOUND');
  const edits = isFound ? await editStored(store, { ...place, ...causes, images, problem, columns }) : [];
  return { ranges, edits };
}

function rangeRecord({ unit: _, clusterIndex: __, layer: ___, formula: ____, ...range }: StoredErrorRange) {
  return range;
}

function recordOf(searched: SearchedSlices, { dataset, asked, options }: Asked): ErrorAnalysisRecord {
  const { found, isGrouped, imagesWrong } = searched;
  const { modelVersionId, className, predictedName, permutations = 200, seed = 1 } = options;
  return {
    modelVersionId,
    probeDatasetId: dataset.id,
    className,
    predictedName,
    imageCount: asked.images.length,
    imagesWrong,
    isGrouped,
    unitCount: found.units,
    unitsWrong: found.errors,
    conceptCount: found.concepts,
    permutations,
    seed,
    errorsNeeded: found.errorsNeeded,
    slices: found.slices.map((slice) => ({
      formula: searched.formulaOf(slice),
      score: slice.score,
      selectedCount: slice.selected,
      selectedWrong: slice.errors,
      unitCount: slice.units,
      unitsWrong: slice.unitsWrong,
      p: slice.p,
      verdict: slice.verdict,
      samples: shownImages(slice, searched, asked),
    })),
    ranges: [],
  };
}

/** The first errors and the first successes of a slice, in the dataset's order. */
function shownImages(
  { members }: ErrorSlice,
  { unitOf }: SearchedSlices,
  { images, wrong }: ErrorImages,
): { readonly sampleId: number; readonly isWrong: boolean }[] {
  const inside = new Set(members);
  const own = images
    .map((image: PredictedImage, at) => ({ sampleId: image.sampleId, isWrong: wrong[at] === 1, unit: unitOf(at) }))
    .filter(({ unit }) => inside.has(unit))
    .map(({ sampleId, isWrong }) => ({ sampleId, isWrong }));
  const failed = own.filter(({ isWrong }) => isWrong).slice(0, SHOWN.wrong);
  return [...failed, ...own.filter(({ isWrong }) => !isWrong).slice(0, SHOWN.right)];
}
