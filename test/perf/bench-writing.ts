import { beginRun, type RangeRecord, type Store, type UnitRecord } from '@strata/db';
import { createRandom } from '@strata/statistics';
import { SMALL_CONFIG } from '../support/small-config.ts';
import { conceptNames, type GeneratedFormula, generateFormulas } from './generate-formulas.ts';
import { type Measured, measuredOf, type Sample } from './measured.ts';

const [UNITS, RANGES, SAMPLES, BLOCK] = [1000, 5, 6, 8];
const SIZE = { models: 1, versions: 1, layers: 1, units: UNITS, ranges: RANGES, concepts: 300, formulas: 2000 };
/** Bytes of a packed and compressed mask, as photographs leave them. */
const MASK = new Uint8Array(150).fill(85);

/**
 * Times writing finished layers as `strata explain` does, block by block, and completing them with their rollups. What is
 * written stays, as a model of its own.
 */
export async function benchWriting(store: Store, layers: number): Promise<Measured[]> {
  const formulas = generateFormulas(SIZE);
  const samples: Sample[] = [];
  for (let turn = 0; turn < layers; turn += 1) {
    const sink = await beginRun(store, describe(`written ${Date.now()}`));
    const random = createRandom(turn + 1).next;
    const units = Array.from({ length: UNITS }, (_, unit) => describeUnit(unit, { formulas, random }));
    const started = performance.now();
    for (let first = 0; first < UNITS; first += BLOCK) await sink.writeUnits(units.slice(first, first + BLOCK));
    const written = performance.now();
    await sink.finish({ timingsMs: {}, peakRssBytes: null });
    const ended = performance.now();
    await sink.release();
    const name = `rows ${(written - started).toFixed(0)} ms, rollups ${(ended - written).toFixed(0)} ms`;
    samples.push({ name, ms: ended - started, failed: false });
  }
  return [measuredOf('writing a finished layer', samples)];
}

function describe(versionLabel: string): Parameters<typeof beginRun>[1] {
  return {
    model: {
      name: 'written by the bench',
      versionLabel,
      source: 'ACTIVATIONS',
      contentSha256: versionLabel,
      accuracy: null,
      isBaseline: false,
    },
    layer: { name: 'written', op: null, unitCount: UNITS, height: 13, width: 13 },
    probe: {
      name: 'written by the bench',
      format: 'planes',
      sha256: 'written by the bench',
      sampleCount: 100,
      maskShape: { height: 112, width: 112 },
      cellCount: 5000,
      totalPixels: 1_254_400,
      concepts: conceptNames(SIZE).map((concept, index) => ({ ...concept, index, pixelCount: 1000 })),
      samples: Array.from({ length: 100 }, (_, index) => ({ index, key: `${index}`, className: null, split: null })),
    },
    config: { ...SMALL_CONFIG, clusters: RANGES },
    zeros: { off: true, count: 1, values: 4 },
    configHash: versionLabel,
    settingsHash: 'written by the bench',
    units: Array.from({ length: UNITS }, (_, i) => i),
    codeVersion: '0',
    machine: 'bench',
    threads: 1,
  };
}

interface Drawn {
  readonly formulas: readonly GeneratedFormula[];
  readonly random: () => number;
}

function describeUnit(unit: number, drawn: Drawn): UnitRecord {
  return {
    unit,
    outcome: 'EXPLAINED',
    problem: null,
    summary: { min: 0, max: 5, mean: 1.5, zeroShare: 0.25 },
    cells: { total: 20, off: 5, top: 4, saturated: 0 },
    histogram: { lower: 0, upper: 5, counts: new Array<number>(20).fill(50) },
    ranges: Array.from({ length: RANGES }, (_, at) => describeRange(at + 1, drawn)),
  };
}

function describeRange(clusterIndex: number, { formulas, random }: Drawn): RangeRecord {
  const { text, uses } = formulas[Math.floor(formulas.length * random() ** 3)] as GeneratedFormula;
  const [iou, chance] = [random() / 2, 0.01 + random() / 10];
  const samples = Array.from({ length: SAMPLES }, (_, rank) => ({
    sampleIndex: rank * 16 + Math.floor(random() * 16),
    rank,
    bitmapPixels: 900,
    formulaPixels: 900,
    intersection: 500,
    bitmap: MASK,
    formulaMask: MASK,
  }));
  const explanation = {
    formula: text,
    concepts: uses.map(({ concept, negated }) => ({ index: concept, negated })),
    length: uses.length,
    iou,
    intersection: 50_000,
    union: 100_000,
    chance,
    lift: iou / chance,
    visited: 400,
    formulaPixels: 70_000,
    bound: null,
    gap: null,
    metrics: {
      detectionAccuracy: random(),
      activationCoverage: random(),
      sampleCoverage: random(),
      explanationCoverage: random(),
    },
  };
  const pixels = { bitmapPixels: 80_000, labelledPixels: 70_000, outcome: 'EXPLAINED' } as const;
  const bounds = { lower: clusterIndex, upper: clusterIndex + 1, includesLower: clusterIndex > 1 };
  return { clusterIndex, ...bounds, ...pixels, explanation, samples };
}
