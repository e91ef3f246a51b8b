import { deflateRawSync } from 'node:zlib';
import { gradeLayer } from '@strata/compute';
import {
  beginRun,
  classifyRuns,
  type EvidenceRecord,
  type RunDescriptor,
  type SpecializationRules,
  type Store,
  samplesWithoutConceptMasks,
  samplesWithoutThumbnail,
  type UnitRecord,
  writeConceptMasks,
  writeRangeChanges,
  writeThumbnail,
} from '@strata/db';
import sharp from 'sharp';
import { SMALL_CONFIG } from '../support/small-config.ts';

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

/**
 * A baseline and a trained version of a model, three neurons, two ranges each, with pictures and masks, stored and
 * classified and compared as a run does it, on images that change nothing by themselves. Of the trained neurons' high ranges one is of each class, their low ranges are unspecialized.
 */
export async function storeSmallRuns(store: Store): Promise<void> {
  const runIds: number[] = [];
  for (const version of VERSIONS) {
    const sink = await beginRun(store, describe(version));
    for (let unit = 0; unit < UNITS; unit += 1) await sink.writeUnit(describeUnit(unit, version));
    await sink.finish({ timingsMs: { ranges: 1, search: 2, total: 5 }, peakRssBytes: 100_000_000, gradeLayer });
    for (const { id } of await samplesWithoutThumbnail(store, sink.runId)) {
      const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#3a6ea5' } });
      await writeThumbnail(store, {
        sampleId: id,
        imageWidth: 64,
        imageHeight: 64,
        webp: await picture.webp().toBuffer(),
      });
    }
    await storeConceptMasks(store, sink.runId);
    await sink.release();
    await classifyRuns(store, { runId: sink.runId, rules: RULES });
    runIds.push(sink.runId);
  }
  await storeChanges(store, runIds);
}

/** The two neurons whose high range has another formula: hardly anything and a part of the old one is left. */
async function storeChanges(store: Store, [fromRunId = 0, runId = 0]: readonly number[]): Promise<void> {
  const high = { clusterIndex: 2, fromClusterIndex: 2 };
  await writeRangeChanges(store, {
    runId,
    fromRunId,
    units: [
      { unit: 0, ranges: [{ ...high, kept: 0.03, similarity: 0.1, change: 'NEW_MEANING' }] },
      { unit: 1, ranges: [{ ...high, kept: 0.2, similarity: 0.5, change: 'SHIFTED' }] },
    ],
  });
}

/** The sea lies on the left half of every picture, the boat nowhere. */
async function storeConceptMasks(store: Store, runId: number): Promise<void> {
  for (const { id, probeDatasetId } of await samplesWithoutConceptMasks(store, runId))
    await writeConceptMasks(store, {
      sampleId: id,
      probeDatasetId,
      masks: [{ conceptIndex: 1, pixels: (SIDE * SIDE) / 2, mask: BITMAP }],
    });
}

export const WIDE_MODEL = 'wide-cnn';

/** A version of another model with as many neurons, all alike, as a page does not draw at once. */
export async function storeWideRun(store: Store, unitCount: number): Promise<void> {
  const version = { label: 'only', accuracy: 0.5, isBaseline: false, top: 0.9 };
  const described = describe(version);
  const sink = await beginRun(store, {
    ...described,
    model: { ...described.model, name: WIDE_MODEL, contentSha256: 'content of wide' },
    layer: { ...described.layer, unitCount },
    configHash: 'config of wide',
    settingsHash: 'settings of wide',
    units: Array.from({ length: unitCount }, (_, unit) => unit),
  });
  for (let unit = 0; unit < unitCount; unit += 1) {
    const record = describeUnit(unit % UNITS, version);
    await sink.writeUnit({ ...record, unit });
  }
  await sink.finish({ timingsMs: { ranges: 1, search: 2, total: 5 }, peakRssBytes: 100_000_000, gradeLayer });
  await sink.release();
}

export const LONG_MODEL = `resnet-of-${'a-rather-long-name-'.repeat(3)}seed-3`;
/** Eighty letters, alike but for their ends. */
export const longLabel = (epoch: number) =>
  `${'augmented-with-everything-and-trained-on-'.repeat(2).slice(0, 71)}epoch ${100 + epoch}`;

/** A model of sixteen versions, all with names of eighty letters, of which the last is in production. */
export async function storeLongNames(store: Store): Promise<void> {
  for (let epoch = 0; epoch < 16; epoch += 1) {
    const version = { label: longLabel(epoch), accuracy: epoch / 16, isBaseline: epoch === 0, top: 0.2 + epoch / 40 };
    const described = describe(version);
    const sink = await beginRun(store, {
      ...described,
      model: { ...described.model, name: LONG_MODEL, trainingRun: LONG_MODEL },
      configHash: `${described.configHash} of long names`,
      settingsHash: 'settings of long names',
    });
    for (let unit = 0; unit < UNITS; unit += 1) await sink.writeUnit(describeUnit(unit, version));
    await sink.finish({ timingsMs: { ranges: 1, search: 2, total: 5 }, peakRssBytes: 100_000_000, gradeLayer });
    await sink.release();
    await classifyRuns(store, { runId: sink.runId, rules: RULES });
  }
}

function describe({ label, accuracy, isBaseline }: Version): RunDescriptor {
  return {
    model: {
      name: MODEL,
      versionLabel: label,
      source: 'ONNX',
      contentSha256: `content of ${label}`,
      accuracy,
      isBaseline,
      // The untrained one is what training began with: neurons are the same.
      trainingRun: MODEL,
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
    config: SMALL_CONFIG,
    zeros: { off: true, count: 1, values: 4 },
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

/** Default formulas: those of all neurons. Alike: those that begin with the same eighteen characters. */
const RULES: SpecializationRules = {
  defaultFormulas: (uses) =>
    [...Map.groupBy(uses, ({ formulaId }) => formulaId).values()].flatMap((same) => {
      const [first] = same;
      if (!first || same.length < UNITS) return [];
      return [{ formulaId: first.formulaId, text: first.text, unitCount: same.length, rangeCount: same.length }];
    }),
  classify: (formulas, defaults) =>
    formulas.map(({ formulaId, text }) => {
      const same = defaults.find((one) => one.formulaId === formulaId);
      if (same) return { formulaId, specialization: 'UNSPECIALIZED', defaultFormulaId: same.formulaId };
      const alike = defaults.find((one) => one.text.slice(0, 18) === text.slice(0, 18));
      if (alike) return { formulaId, specialization: 'WEAKLY_SPECIALIZED', defaultFormulaId: alike.formulaId };
      return { formulaId, specialization: 'SPECIALIZED', defaultFormulaId: null };
    }),
};

const LOW = { formula: '(sea OR "blue-c")', concepts: [use(1), use(3)] };
const SEA_WITHOUT_BOAT = [use(1), { index: 2, negated: true }];
const DEFAULT = { formula: '((sea AND NOT boat) OR "blue-c")', concepts: [...SEA_WITHOUT_BOAT, use(3)] };
/** Of the trained version, one a neuron. */
const LEARNT = [
  { formula: '(sea AND NOT boat)', concepts: SEA_WITHOUT_BOAT },
  { formula: '((sea AND NOT boat) AND "blue-c")', concepts: [...SEA_WITHOUT_BOAT, use(3)] },
  DEFAULT,
];

function highFormula(unit: number, { isBaseline }: Pick<Version, 'isBaseline'>) {
  return (isBaseline ? null : LEARNT[unit]) ?? DEFAULT;
}

/** Four fifths are kept on held-out images, a tenth is overlapped by shuffled ones; all is found again in every fold. */
function evidenceOf(iou: number, length: number): EvidenceRecord {
  return {
    folds: 5,
    foldChanges: { changed: 0, meaning: 0 },
    shuffledPresence: { formula: 8, overlap: 2 },
    heldOut: {
      overlap: { intersection: Math.round(800 * iou), union: 1000 },
      shuffled: { intersection: Math.round(80 * iou), union: 1000 },
      shifted: null,
      p: 0.001,
      replication: { formula: 5, leadingPair: 5, alike: 5, terms: Array.from({ length }, () => 5) },
    },
    shuffledNull: null,
  };
}

type Version = (typeof VERSIONS)[number];

function describeUnit(unit: number, version: Version): UnitRecord {
  const { top } = version;
  return {
    unit,
    outcome: 'EXPLAINED',
    problem: null,
    summary: { min: 0, max: 3, mean: 1, zeroShare: 0.25 },
    cells: { total: 20, off: 5, top: 4, saturated: 0 },
    histogram: { lower: 0, upper: 3, counts: [40, 20, 10, 5, 2, 1] },
    ranges: [LOW, highFormula(unit, version)].map((found, range) => ({
      clusterIndex: range + 1,
      lower: range === 0 ? 0 : 1.5,
      upper: range === 0 ? 1.5 : null,
      bitmapPixels: 64,
      includesLower: true,
      labelledPixels: 64,
      support: { samples: 12, mapCells: 29 },
      outcome: 'EXPLAINED' as const,
      explanation: {
        ...found,
        length: found.concepts.length,
        iou: range === 0 ? 0.25 : top - unit / 100,
        intersection: 16,
        union: 64,
        chance: range === 0 ? 0.2 : 0.05,
        lift: range === 0 ? 1.25 : (top - unit / 100) / 0.05,
        visited: 14,
        formulaPixels: 64,
        bound: null,
        gap: null,
        metrics: { detectionAccuracy: 0.5, activationCoverage: 0.25, sampleCoverage: 1, explanationCoverage: 1 },
        evidence: evidenceOf(range === 0 ? 0.25 : top - unit / 100, found.concepts.length),
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
