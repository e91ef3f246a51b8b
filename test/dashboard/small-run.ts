import { deflateRawSync } from 'node:zlib';
import {
  beginRun,
  type RunDescriptor,
  type Store,
  samplesWithoutThumbnail,
  type UnitRecord,
  writeThumbnail,
} from '@strata/db';
import sharp from 'sharp';

export const MODEL = 'small-cnn';
export const LAYER = '/block2/relu/Relu_output_0';
export const VERSIONS = [
  { label: 'untrained', accuracy: 0.125, isBaseline: true, top: 0.2 },
  { label: 'epoch 30', accuracy: 0.75, isBaseline: false, top: 0.5 },
];
const UNITS = 3;
const SIDE = 8;
const CONCEPTS = [
  { index: 1, name: 'sea', category: 'object', pixelCount: 40 },
  { index: 2, name: 'boat', category: 'object', pixelCount: 20 },
  { index: 3, name: 'blue-c', category: 'color', pixelCount: 50 },
];

/** Two versions of a model, three neurons, two ranges each, with pictures and masks, stored as a run stores them. */
export async function storeSmallRuns(store: Store): Promise<void> {
  for (const version of VERSIONS) {
    const sink = await beginRun(store, describe(version));
    for (let unit = 0; unit < UNITS; unit += 1) await sink.writeUnit(describeUnit(unit, version.top));
    await sink.finish({ timingsMs: { ranges: 1, search: 2, total: 5 }, peakRssBytes: 100_000_000 });
    for (const { id } of await samplesWithoutThumbnail(store, sink.runId)) {
      const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#3a6ea5' } });
      await writeThumbnail(store, {
        sampleId: id,
        imageWidth: 64,
        imageHeight: 64,
        webp: await picture.webp().toBuffer(),
      });
    }
    await sink.release();
  }
}

function describe({ label, accuracy, isBaseline }: (typeof VERSIONS)[number]): RunDescriptor {
  return {
    model: {
      name: MODEL,
      versionLabel: label,
      source: 'ONNX',
      contentSha256: `content of ${label}`,
      accuracy,
      isBaseline,
    },
    layer: { name: LAYER, op: 'Relu', unitCount: UNITS, height: 4, width: 4 },
    probe: {
      name: 'two pictures',
      format: 'planes',
      sha256: 'probe',
      sampleCount: 2,
      maskShape: { height: SIDE, width: SIDE },
      cellCount: 4,
      totalPixels: 2 * SIDE * SIDE,
      concepts: CONCEPTS,
      samples: [0, 1].map((index) => ({ index, key: `${index}.png`, className: 'coast', split: null })),
    },
    config: {
      clusters: 2,
      bounds: 'contiguous',
      length: 3,
      beam: 5,
      search: 'beam',
      grammar: 'paper',
      searchBudgetMs: null,
      categories: null,
      minConceptShare: 0,
    },
    configHash: `config of ${label}`,
    settingsHash: 'settings',
    units: Array.from({ length: UNITS }, (_, unit) => unit),
    codeVersion: '0.1.0',
    machine: 'test',
    threads: 1,
  };
}

/** The neuron's mask is the left half of the picture, the formula's the upper half: they share a quarter. */
function mask(isSet: (row: number, column: number) => boolean): Uint8Array {
  const bits = new Uint8Array(SIDE);
  for (let row = 0; row < SIDE; row += 1)
    for (let column = 0; column < SIDE; column += 1)
      if (isSet(row, column)) bits[row] = (bits[row] ?? 0) | (128 >> column);
  return deflateRawSync(bits);
}

const BITMAP = mask((_, column) => column < SIDE / 2);
const FORMULA_MASK = mask((row) => row < SIDE / 2);

function describeUnit(unit: number, top: number): UnitRecord {
  return {
    unit,
    outcome: 'EXPLAINED',
    problem: null,
    summary: { min: 0, max: 3, mean: 1, zeroShare: 0.25 },
    histogram: { lower: 0, upper: 3, counts: [40, 20, 10, 5, 2, 1] },
    ranges: [1, 2].map((clusterIndex) => ({
      clusterIndex,
      lower: clusterIndex === 1 ? 0 : 1.5,
      upper: clusterIndex === 1 ? 1.5 : null,
      bitmapPixels: 64,
      explanation: {
        ...(clusterIndex === 1
          ? { formula: '(sea OR "blue-c")', concepts: [use(1), use(3)] }
          : { formula: '(sea AND NOT boat)', concepts: [use(1), { index: 2, negated: true }] }),
        length: 2,
        iou: clusterIndex === 1 ? 0.25 : top - unit / 100,
        intersection: 16,
        union: 64,
        chance: clusterIndex === 1 ? 0.2 : 0.05,
        lift: clusterIndex === 1 ? 1.25 : (top - unit / 100) / 0.05,
        visited: 14,
        formulaPixels: 64,
        bound: null,
        gap: null,
        metrics: { detectionAccuracy: 0.5, activationCoverage: 0.25, sampleCoverage: 1, explanationCoverage: 1 },
      },
      samples: [0, 1].map((sampleIndex) => ({
        sampleIndex,
        rank: sampleIndex + 1,
        bitmapPixels: 32,
        formulaPixels: 32,
        intersection: 16,
        bitmap: BITMAP,
        formulaMask: FORMULA_MASK,
      })),
    })),
  };
}

function use(index: number) {
  return { index, negated: false };
}
