import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import {
  beginRun,
  classifyRuns,
  type LayerGrader,
  type RunDescriptor,
  type SpecializationRules,
  type Store,
  type UnitRecord,
  writeConceptMasks,
  writeThumbnail,
} from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { conceptsOf, formulaLength, gradeOf, parseFormula, type UnitOutcome } from '@strata/domain';

export const CONCEPTS: readonly string[] = ['sky', 'water', 'boat', 'tree'];
/** Two samples of 2 × 5 pixels. */
const HEIGHT = 2;
const WIDTH = 5;
const TOTAL_PIXELS = 20;

export interface SmallExplanation {
  readonly clusterIndex: number;
  readonly formula: string;
  readonly iou: number;
  /** Default 0.1; null is no lift. */
  readonly chance?: number | null;
  /** In thousandths of IoU, held out and shuffled, and the p-value. Default none was gathered. */
  readonly evidence?: { readonly heldOut: number; readonly shuffled: number; readonly p: number };
  /** Of five folds, those whose formula is another one, all of another meaning; default no evidence. */
  readonly changedFolds?: number;
}

export interface SmallUnit {
  readonly unit: number;
  /** Default EXPLAINED. */
  readonly outcome?: UnitOutcome;
  readonly explanations: readonly SmallExplanation[];
}

export interface SmallRun {
  readonly model: string;
  readonly version: string;
  readonly layer: string;
  readonly units: readonly SmallUnit[];
  /** Default: the model's units, one more than the highest index. */
  readonly unitCount?: number;
  /** Default false. */
  readonly isBaseline?: boolean;
  /** Default the model's name. */
  readonly trainingRun?: string;
  /** Default null. */
  readonly accuracy?: number | null;
  /** Default `settings`. */
  readonly settings?: string;
  /** What concepts are called, too, and how they are known. Default nothing is said. */
  readonly called?: Readonly<Record<string, Partial<RunDescriptor['probe']['concepts'][number]>>>;
  /** Default `completed`. */
  readonly end?: 'completed' | 'failed' | 'left running';
}

export interface OpenedStore {
  readonly store: Store;
  close(): Promise<void>;
}

/** An embedded database of its own in a temporary folder. */
export async function openSmallStore(): Promise<OpenedStore> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'strata-api-'));
  const store = await openSeededStore(home);
  const close = async () => {
    await store.close();
    await rm(home, { recursive: true, force: true });
  };
  return { store, close };
}

/** Stores a run as the pipeline does; returns its row's id. */
export async function storeRun(store: Store, run: SmallRun): Promise<number> {
  const sink = await beginRun(store, describeRun(run));
  for (const unit of run.units) await sink.writeUnit(describeUnit(unit));
  if (run.end === 'failed') await sink.fail('the disk is full', false);
  else if (run.end !== 'left running')
    await sink.finish({ timingsMs: { search: 2, total: 5.5 }, peakRssBytes: 3e9, gradeLayer });
  await sink.release();
  if ((run.end ?? 'completed') === 'completed') await classifyRuns(store, { runId: sink.runId, rules: RULES });
  return sink.runId;
}

/** Each by itself. */
const gradeLayer: LayerGrader = (explanations) =>
  explanations.map((evidence) => ({
    heldOutQ: evidence.heldOutP,
    grade: gradeOf({ ...evidence, heldOutQ: evidence.heldOutP }),
  }));

/** Default formulas: those of two neurons. Alike: those of the same first seven characters. */
const RULES: SpecializationRules = {
  defaultFormulas: (uses) =>
    [...Map.groupBy(uses, ({ formulaId }) => formulaId).values()]
      .flatMap((same) => {
        const [first] = same;
        const unitCount = new Set(same.map(({ network, unitIndex }) => `${network} ${unitIndex}`)).size;
        if (!first || unitCount < 2) return [];
        return [{ formulaId: first.formulaId, text: first.text, unitCount, rangeCount: same.length }];
      })
      .sort((a, b) => b.unitCount - a.unitCount),
  classify: (formulas, defaults) =>
    formulas.map(({ formulaId, text }) => {
      const same = defaults.find((one) => one.formulaId === formulaId);
      if (same) return { formulaId, specialization: 'UNSPECIALIZED', defaultFormulaId: same.formulaId };
      const alike = defaults.find((one) => one.text.slice(0, 7) === text.slice(0, 7));
      if (alike) return { formulaId, specialization: 'WEAKLY_SPECIALIZED', defaultFormulaId: alike.formulaId };
      return { formulaId, specialization: 'SPECIALIZED', defaultFormulaId: null };
    }),
};

/** Gives the first sample a picture. */
export async function storePicture(store: Store, webp: Uint8Array): Promise<void> {
  await writeThumbnail(store, { sampleId: 1, imageWidth: 64, imageHeight: 48, webp });
}

/** Stores that a concept, by the dataset's number, lies on the first image's first pixel. */
export async function storeConceptMask(store: Store, conceptIndex: number): Promise<void> {
  const mask = deflateRawSync(Uint8Array.of(0b10000000, 0));
  await writeConceptMasks(store, { sampleId: 1, probeDatasetId: 1, masks: [{ conceptIndex, pixels: 1, mask }] });
}

function describeRun(run: SmallRun): RunDescriptor {
  const settings = run.settings ?? 'settings';
  return {
    model: {
      name: run.model,
      versionLabel: run.version,
      source: 'ONNX',
      contentSha256: `content of ${run.model} ${run.version}`,
      accuracy: run.accuracy ?? null,
      isBaseline: run.isBaseline ?? false,
      trainingRun: run.trainingRun,
    },
    layer: {
      name: run.layer,
      op: 'Conv',
      unitCount: run.unitCount ?? Math.max(0, ...run.units.map(({ unit }) => unit + 1)),
      height: 1,
      width: 2,
    },
    probe: {
      name: 'small',
      format: 'planes',
      sha256: 'small world',
      sampleCount: 2,
      maskShape: { height: HEIGHT, width: WIDTH },
      cellCount: 3,
      totalPixels: TOTAL_PIXELS,
      concepts: CONCEPTS.map((name, index) => ({
        index: index + 1,
        name,
        category: name === 'boat' ? 'part' : 'object',
        pixelCount: 2 * (index + 1),
        ...run.called?.[name],
      })),
      samples: [0, 1].map((index) => ({ index, key: `sample ${index}`, className: 'coast', split: null })),
    },
    evidence: run.units.some(({ explanations }) => explanations.some(({ evidence }) => evidence))
      ? { folds: 5, shuffles: 4, nullSearches: 4, seed: 1 }
      : null,
    config: {
      clusters: 5,
      bounds: 'contiguous',
      length: 3,
      beam: 5,
      search: 'beam',
      grammar: 'paper',
      searchBudgetMs: 250,
      categories: ['object', 'part'],
      minConceptShare: 0.01,
      offShare: 0.05,
    },
    zeros: { off: true, count: 1, values: 4 },
    configHash: `${run.model} ${run.version} ${run.layer} ${settings}`,
    settingsHash: settings,
    units: run.units.map(({ unit }) => unit),
    codeVersion: '0.1.0',
    machine: 'test',
    threads: 1,
  };
}

function describeUnit({ unit, outcome = 'EXPLAINED', explanations }: SmallUnit): UnitRecord {
  return {
    unit,
    outcome,
    problem: outcome === 'EXPLAINED' ? null : `unit ${unit} is ${outcome.toLowerCase()}`,
    summary: { min: 0, max: 5, mean: 1.5, zeroShare: 0.25 },
    cells: { total: 20, off: 5, top: 4, saturated: 0 },
    histogram: outcome === 'EXPLAINED' ? { lower: 0, upper: 5, counts: [5, 15] } : null,
    ranges: explanations.map(describeRange),
  };
}

/** Neuron mask: the upper row's first three pixels; formula mask: the whole left two columns. */
const BITMAP = deflateRawSync(Uint8Array.of(0b11100000, 0));
const FORMULA_MASK = deflateRawSync(Uint8Array.of(0b11000110, 0));

function describeRange(explanation: SmallExplanation): UnitRecord['ranges'][number] {
  const { clusterIndex, formula, iou, chance = 0.1, evidence, changedFolds } = explanation;
  const parsed = parseFormula(formula);
  return {
    clusterIndex,
    lower: clusterIndex === 1 ? null : clusterIndex - 0.5,
    upper: clusterIndex === 5 ? null : clusterIndex + 0.5,
    bitmapPixels: 10,
    includesLower: clusterIndex > 1,
    labelledPixels: 10,
    support: evidence ? { samples: 7, mapCells: 12 } : null,
    outcome: 'EXPLAINED' as const,
    explanation: {
      formula,
      concepts: conceptsOf(parsed).map(({ name, negated }) => ({
        index: CONCEPTS.indexOf(name) + 1,
        negated,
      })),
      length: formulaLength(parsed),
      iou,
      intersection: 3,
      union: 12,
      chance: chance ?? 0,
      lift: chance === null ? null : iou / chance,
      visited: 14,
      formulaPixels: 5,
      bound: 0.25,
      gap: 0.05,
      metrics: { detectionAccuracy: 0.6, activationCoverage: 0.3, sampleCoverage: 1, explanationCoverage: 0.5 },
      evidence:
        evidence || changedFolds !== undefined
          ? evidenceRecord(evidence ?? UNGRADED, { length: formulaLength(parsed), changedFolds: changedFolds ?? 0 })
          : null,
    },
    samples: [0, 1].map((sampleIndex) => ({
      sampleIndex,
      rank: sampleIndex + 1,
      bitmapPixels: 3,
      formulaPixels: 4,
      intersection: 2,
      bitmap: BITMAP,
      formulaMask: FORMULA_MASK,
    })),
  };
}

/** What stands where only the folds are told of. */
const UNGRADED = { heldOut: 500, shuffled: 100, p: 0.001 };

/** Found again in all five folds but for its last concept; no map is larger than a value. */
function evidenceRecord(
  { heldOut, shuffled, p }: NonNullable<SmallExplanation['evidence']>,
  { length, changedFolds }: { readonly length: number; readonly changedFolds: number },
) {
  return {
    folds: 5,
    foldChanges: { changed: changedFolds, meaning: changedFolds },
    shuffledPresence: { formula: 8, overlap: 2 },
    heldOut: {
      overlap: { intersection: heldOut, union: 1000 },
      shuffled: { intersection: shuffled, union: 1000 },
      shifted: null,
      p,
      replication: {
        ...{ formula: 4, leadingPair: 5, alike: 5 },
        terms: Array.from({ length }, (_, term) => (term === length - 1 ? 4 : 5)),
      },
    },
    shuffledNull: { searches: 4, mean: shuffled / 500, upper: null, p: null },
  };
}
