import type { ExportExplanation, ExportImage, ExportRun, ExportUnit } from '@strata/db';
import type { LayerExport } from '../src/layers/layer-export.ts';

/** 27 November 2026, 18:00:00.123456 UTC, in microseconds. */
export const STARTED = 1_795_802_400_123_456;

export const RUN: ExportRun = {
  runId: 7,
  model: 'net',
  version: 'epoch 1',
  sequence: 1,
  isBaseline: false,
  trainingRun: 'net',
  accuracy: null,
  contentSha256: 'content',
  layer: 'conv3',
  unitCount: 64,
  mapHeight: 4,
  mapWidth: 4,
  dataset: 'meadow',
  datasetFormat: 'planes',
  datasetSha256: 'dataset',
  datasetId: 1,
  images: 2,
  concepts: 2,
  maskHeight: 8,
  maskWidth: 8,
  status: 'COMPLETED',
  unitsDone: 4,
  unitsTotal: 4,
  ranges: 5,
  bounds: 'contiguous',
  upsampling: 'bilinear',
  zerosOff: null,
  length: 3,
  search: 'optimal',
  grammar: 'paper',
  settingsHash: 'settings',
  codeVersion: '0.1.0',
  startedAt: STARTED,
  finishedAt: STARTED + 60_333_000,
};

/** A neuron's highest range, explained by a formula of 4 of 16 pixels where nothing else is said. */
export function explained(unit: number, some: Partial<ExportExplanation> = {}): ExportExplanation {
  return {
    model: RUN.model,
    version: RUN.version,
    layer: RUN.layer,
    runId: RUN.runId,
    unit,
    range: 5,
    isHighest: true,
    outcome: 'EXPLAINED',
    lower: 1,
    upper: null,
    bitmapPixels: 8,
    labelledPixels: 8,
    supportImages: 2,
    supportMapCells: 4,
    formulaId: 1,
    formula: 'sea',
    length: 1,
    iou: 0.25,
    intersection: 4,
    union: 16,
    formulaPixels: 12,
    chance: 0.1,
    detectionAccuracy: 0.5,
    activationCoverage: 0.5,
    grade: null,
    timesShuffled: null,
    heldOutIou: null,
    shuffledIou: null,
    heldOutP: null,
    heldOutQ: null,
    specialization: null,
    reviewsConfirmed: 0,
    reviewsPartly: 0,
    reviewsRejected: 0,
    reviewsUnsure: 0,
    ...some,
  };
}

/** A range of a neuron that nothing is named in. */
export function unexplained(unit: number): ExportExplanation {
  const none = { formulaId: null, formula: null, length: null, iou: null, intersection: null, union: null };
  const numbers = { formulaPixels: null, chance: null, detectionAccuracy: null, activationCoverage: null };
  return explained(unit, { outcome: 'NOTHING_NAMED', ...none, ...numbers });
}

export function shown(unit: number, some: Partial<ExportImage> = {}): ExportImage {
  const names = { model: RUN.model, version: RUN.version, layer: RUN.layer, runId: RUN.runId };
  const image = { image: 'a.png', imageIndex: 0, imageClass: null, imageId: 1 };
  const pixels = { bitmapPixels: 8, formulaPixels: 4, intersection: 2 };
  return { ...names, unit, range: 5, rangeId: 10 + unit, rank: 1, ...image, ...pixels, ...some };
}

interface Parts {
  readonly run?: Partial<ExportRun>;
  readonly explanations?: readonly ExportExplanation[];
  readonly images?: readonly ExportImage[];
  readonly units?: readonly ExportUnit[];
  /** Names by category. Default none. */
  readonly concepts?: Readonly<Record<string, string>>;
}

/** A layer made by hand. */
export function layerOf({ run = {}, explanations = [], images = [], units = [], concepts = {} }: Parts): LayerExport {
  return {
    run: { ...RUN, ...run },
    explanations: () => each(explanations),
    images: () => each(images),
    units: () => each(units),
    concepts: () =>
      each(
        Object.entries(concepts).map(([name, category], at) => ({
          dataset: RUN.dataset,
          datasetSha256: RUN.datasetSha256,
          concept: at + 1,
          name,
          category,
          pixels: 1,
          pixelShare: 0.1,
        })),
      ),
  };
}

/** Each in turn, as a database hands them over. */
export async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
