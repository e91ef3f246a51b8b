import {
  beginRun,
  classifyRuns,
  type RunDescriptor,
  type SpecializationRules,
  type Store,
  type UnitRecord,
} from '../src/index.ts';
import { SMALL_CONFIG } from './small-config.ts';

/** Default: what at least two units have. Alike: the same first letter. */
export const rules: SpecializationRules = {
  defaultFormulas: (uses) =>
    [...Map.groupBy(uses, ({ formulaId }) => formulaId).values()].flatMap((same) => {
      const [first] = same;
      const unitCount = new Set(same.map(({ network, unitIndex }) => `${network} ${unitIndex}`)).size;
      if (!first || unitCount < 2) return [];
      return [{ formulaId: first.formulaId, text: first.text, unitCount, rangeCount: same.length }];
    }),
  classify: (formulas, defaults) =>
    formulas.map(({ formulaId, text }) => {
      const same = defaults.find((one) => one.formulaId === formulaId);
      if (same) return { formulaId, specialization: 'UNSPECIALIZED', defaultFormulaId: same.formulaId };
      const alike = defaults.find((one) => one.text[0] === text[0]);
      if (alike) return { formulaId, specialization: 'WEAKLY_SPECIALIZED', defaultFormulaId: alike.formulaId };
      return { formulaId, specialization: 'SPECIALIZED', defaultFormulaId: null };
    }),
};

/** The same; what is none of these is SPECIALIZED only where it holds. */
export const graded: SpecializationRules = {
  ...rules,
  classify: (uses, defaults) =>
    rules
      .classify(uses, defaults)
      .map((one, at) =>
        one.specialization === 'SPECIALIZED' && uses[at]?.grade === 'UNCLEAR'
          ? { ...one, specialization: 'NOT_NAMEABLE' }
          : one,
      ),
};

export interface ClassifiedRun {
  readonly model: string;
  readonly version: string;
  readonly isBaseline?: boolean;
  readonly settings?: string;
  /** (unit) formulas: concepts, one per range; an empty one where nothing is named. */
  readonly units: readonly (readonly string[])[];
  /** The number of the first unit; default 0. */
  readonly firstUnit?: number;
  /** Default true. */
  readonly zerosOff?: boolean;
}

/** Stores a run as the pipeline does and classifies it, unless that is left out; returns its id. */
export async function storeClassifiedRun(store: Store, run: ClassifiedRun, { classify = true } = {}): Promise<number> {
  const sink = await beginRun(store, describeRun(run));
  const first = run.firstUnit ?? 0;
  for (const [at, formulas] of run.units.entries()) await sink.writeUnit(describeUnit(first + at, formulas));
  if (!sink.alreadyComplete) await sink.finish({ timingsMs: {}, peakRssBytes: null });
  await sink.release();
  if (classify) await classifyRuns(store, { runId: sink.runId, rules });
  return sink.runId;
}

function describeRun(run: ClassifiedRun): RunDescriptor {
  const { model, version, isBaseline = false, settings = 'a', units, firstUnit = 0, zerosOff = true } = run;
  return {
    model: {
      name: model,
      versionLabel: version,
      source: 'ONNX',
      contentSha256: version,
      accuracy: null,
      isBaseline,
    },
    layer: { name: 'conv', op: null, unitCount: 64, height: 1, width: 1 },
    probe: {
      name: 'p',
      format: 'planes',
      sha256: 'p',
      sampleCount: 1,
      maskShape: { height: 1, width: 4 },
      cellCount: 1,
      totalPixels: 4,
      concepts: ['a', 'b', 'bb', 'c', 'cc', 'd'].map((name, index) => ({
        index,
        name,
        category: 'object',
        pixelCount: 1,
      })),
      samples: [{ index: 0, key: '0', className: null, split: null }],
    },
    config: { ...SMALL_CONFIG, length: 1, beam: 1 },
    zeros: { off: zerosOff, count: 1, values: 4 },
    configHash: [model, version, settings].join(),
    settingsHash: settings,
    units: units.map((_, at) => firstUnit + at),
    codeVersion: '0',
    machine: 'test',
    threads: 1,
  };
}

function describeUnit(unit: number, formulas: readonly string[]): UnitRecord {
  return {
    unit,
    outcome: 'EXPLAINED',
    problem: null,
    cells: null,
    histogram: null,
    summary: { min: 0, max: 1, mean: 0.5, zeroShare: 0 },
    ranges: formulas.map((formula, range) => ({
      ...{ clusterIndex: range + 1, lower: null, upper: null, bitmapPixels: 1, samples: [] },
      ...{
        includesLower: false,
        labelledPixels: 1,
        outcome: formula ? ('EXPLAINED' as const) : ('NOTHING_NAMED' as const),
      },
      explanation: !formula
        ? null
        : {
            formula,
            concepts: [{ index: ['a', 'b', 'bb', 'c', 'cc', 'd'].indexOf(formula), negated: false }],
            ...{ length: 1, iou: 1, intersection: 1, union: 1, chance: 0.25, lift: 4, visited: 4, formulaPixels: 1 },
            ...{ bound: null, gap: null },
            metrics: { detectionAccuracy: 1, activationCoverage: 1, sampleCoverage: 1, explanationCoverage: 1 },
          },
    })),
  };
}

/** `unit/range formula class←reason`, by unit and range; without a class only the formula. */
export async function classesOf({ pool }: Store, runId: number): Promise<string[]> {
  const { rows } = await pool.query(
    `select e.unit_index || '/' || e.cluster_index || ' ' || f.text
       || coalesce(' ' || lower(e.specialization) || coalesce('←' || d.text, ''), '') as line
     from explanation e join formula f on f.id = e.formula_id left join formula d on d.id = e.default_formula_id
     where e.run_id = $1 order by e.unit_index, e.cluster_index`,
    [runId],
  );
  return rows.map(({ line }) => line);
}
