import { deflateRawSync } from 'node:zlib';
import { gradeLayer } from '@strata/compute';
import {
  beginRun,
  type RunDescriptor,
  type Store,
  samplesWithoutThumbnail,
  type UnitRecord,
  writeThumbnail,
} from '@strata/db';
import { concept, type Formula, formulaLength, or, printFormula } from '@strata/domain';
import sharp from 'sharp';
import { SMALL_CONFIG } from './small-config.ts';

/** A model, a layer and concepts with names that some format or other takes for something else. */
export const NAMED = {
  model: 'no',
  version: '12:30',
  later: '1.10\u0007 "<b>&',
  layer: 'conv3/---\n# a | b',
  dataset: 'wiese,\u2028"ä" 🌲',
} as const;

/** In the order of the neurons that name them first. */
export const CONCEPTS = ['no', 'gate, "open"', 'fjäll <5%', '\u001b[31mred\u0085', 'blue-c', '123'] as const;
const SIDE = 8;
/** The left half of the mask. */
const BITMAP = deflateRawSync(new Uint8Array(SIDE).fill(0xf0));

/**
 * Two versions of seven neurons with two ranges each: a neuron for each concept, whose high range overlaps with it by 1e-7, 0, a
 * quarter, … and one that is dead; of the fifth, nothing is named in its high range. No evidence was gathered, nobody judged.
 */
export async function storeNamedRuns(store: Store): Promise<void> {
  for (const version of [NAMED.version, NAMED.later]) {
    const sink = await beginRun(store, describe(version));
    for (let unit = 0; unit <= CONCEPTS.length; unit += 1) await sink.writeUnit(describeUnit(unit));
    await sink.finish({ timingsMs: { ranges: 1, search: 2, total: 5 }, peakRssBytes: 100_000_000, gradeLayer });
    for (const { id } of await samplesWithoutThumbnail(store, sink.runId)) {
      const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#3a6ea5' } });
      const webp = await picture.webp().toBuffer();
      await writeThumbnail(store, { sampleId: id, imageWidth: 640, imageHeight: 480, webp });
    }
    await sink.release();
  }
}

function describe(label: string): RunDescriptor {
  return {
    model: {
      name: NAMED.model,
      versionLabel: label,
      source: 'ONNX',
      contentSha256: `content of ${label}`,
      accuracy: 0.5,
      isBaseline: false,
      trainingRun: NAMED.model,
    },
    layer: { name: NAMED.layer, op: 'Relu', unitCount: CONCEPTS.length + 1, height: 4, width: 4 },
    probe: {
      name: NAMED.dataset,
      format: 'planes',
      sha256: 'probe of names',
      sampleCount: 2,
      maskShape: { height: SIDE, width: SIDE },
      cellCount: 4,
      totalPixels: 2 * SIDE * SIDE,
      concepts: CONCEPTS.map((name, at) => ({ index: at + 1, name, category: 'object', pixelCount: 16 })),
      samples: [0, 1].map((index) => ({ index, key: `ordner/ä,"${index}".png`, className: null, split: null })),
    },
    config: SMALL_CONFIG,
    zeros: { off: false, count: 0, values: 4 },
    configHash: `config of ${label}`,
    settingsHash: 'settings of names',
    units: Array.from({ length: CONCEPTS.length + 1 }, (_, unit) => unit),
    codeVersion: '0.1.0',
    machine: 'test',
    threads: 1,
  };
}

/** Intersection and union of the high range of each neuron. */
const OVERLAPS = [[1, 10_000_000], [0, 5321], [16, 64], [474, 1999], null, [32, 96]] as const;

function describeUnit(unit: number): UnitRecord {
  const isDead = unit === CONCEPTS.length;
  const summary = { min: 0, max: isDead ? 0 : 3, mean: 1, zeroShare: isDead ? 1 : 0.25 };
  const cells = { total: 32, off: null, top: 4, saturated: 0 };
  const head = { unit, problem: isDead ? 'all of its values are 0' : null, summary, cells, histogram: null };
  if (isDead) return { ...head, outcome: 'DEAD', ranges: [] };
  return { ...head, outcome: 'EXPLAINED', ranges: [1, 2].map((clusterIndex) => describeRange(unit, clusterIndex)) };
}

function describeRange(unit: number, clusterIndex: number): UnitRecord['ranges'][number] {
  const overlap = clusterIndex === 1 ? ([20, 100] as const) : OVERLAPS[unit];
  return {
    clusterIndex,
    lower: clusterIndex === 1 ? null : 1.5,
    upper: clusterIndex === 1 ? 1.5 : null,
    bitmapPixels: 64,
    includesLower: true,
    labelledPixels: 64,
    support: { samples: 2, mapCells: 8 },
    outcome: overlap ? 'EXPLAINED' : 'NOTHING_NAMED',
    explanation: overlap ? explanationOf(unit, overlap) : null,
    samples: [1, 2].map((rank) => ({
      sampleIndex: rank - 1,
      rank,
      bitmapPixels: 32 + rank,
      formulaPixels: 32,
      intersection: 16,
      bitmap: BITMAP,
      formulaMask: BITMAP,
    })),
  };
}

/** The neuron's own concept, alone for the first and the last, else or the next. */
function explanationOf(unit: number, [intersection, union]: readonly [number, number]) {
  const isAlone = unit === 0 || unit === CONCEPTS.length - 1;
  const indices = isAlone ? [unit + 1] : [unit + 1, unit + 2];
  const formula = indices
    .map((index): Formula => concept(CONCEPTS[index - 1] ?? ''))
    .reduce((left, right) => or(left, right));
  return {
    formula: printFormula(formula),
    length: formulaLength(formula),
    concepts: indices.map((index) => ({ index, negated: false })),
    iou: intersection / union,
    intersection,
    union,
    chance: 0.05,
    lift: 1.25,
    visited: 14,
    formulaPixels: union - 64 + intersection,
    bound: null,
    gap: null,
    metrics: { detectionAccuracy: 0.5, activationCoverage: 0.25, sampleCoverage: 1, explanationCoverage: 1 },
  };
}
