import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { preprocessingSchema } from '@strata/onnx';
import { buildCellIndex, openProbeDataset, type ProbeDataset } from '@strata/probe';
import { recordActivations } from '../../src/activations/record-activations.ts';
import { DEFAULT_EVIDENCE, type EvidenceConfig } from '../../src/nulls/evidence-plan.ts';
import { DEFAULT_CONFIG } from '../../src/pipeline/config.ts';
import type { ExplainInputs } from '../../src/pipeline/explain-inputs.ts';
import { type ExplainTimings, explainLayer } from '../../src/pipeline.ts';
import { writeDrawnActivations } from './drawn-activations.ts';
import { drawnWorld } from './drawn-world.ts';
import { SIZES } from './generate-world.ts';
import { measured, timed } from './report-line.ts';

/**
 * What the evidence costs beside a plain search: `node packages/compute/test/perf/bench-evidence.ts fire9 2` (fire9 of
 * SqueezeNet on the photographs, or a drawn world, S, M or L; threads). The same layer is explained without evidence, with
 * held-out folds, by default and with searches repeated often enough for a p-value, all in one process and in turn. Costs of
 * stages are processor time, so that other work on the machine weighs on all alike.
 */
const DATA = resolve(import.meta.dirname, '../../../../../shared/data');
const MODEL = join(DATA, 'models/squeezenet1_0.onnx');
const LAYER = '/fire9/Concat_output_0';
const UNITS = 512;
/** Of a drawn world some units are enough: costs are in proportion. */
const DRAWN_UNITS = { S: 64, M: 24, L: 8 } as const;
const PASSES = 2;
const preprocessing = preprocessingSchema.parse({
  width: 227,
  height: 227,
  channelOrder: 'bgr',
  scale: 1,
  mean: [104, 117, 123],
});

/** What is gathered, from the least to the most. */
const GATHERED: Readonly<Record<string, EvidenceConfig | null>> = {
  nothing: null,
  folds: { ...DEFAULT_EVIDENCE, nullSearches: 0 },
  default: DEFAULT_EVIDENCE,
  'P = 19': { ...DEFAULT_EVIDENCE, nullSearches: 19 },
};

const on = process.argv[2] ?? 'fire9';
const threads = Number(process.argv[3] ?? 2);
const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
if (on !== 'fire9') await measureDrawn(on as keyof typeof SIZES);
else if (existsSync(MODEL)) await measurePhotographs();
else process.stderr.write(`No evidence is measured on photographs: ${DATA} is missing.\n`);

async function measurePhotographs(): Promise<void> {
  const dataset = await openProbeDataset(join(DATA, 'camvid60'), { format: 'broden' });
  const index = await buildCellIndex(dataset, { cacheDir: folder });
  const [activations] = await recordActivations({
    modelPath: MODEL,
    layers: [LAYER],
    preprocessing,
    samples: dataset.samples,
    cacheDir: folder,
    threads,
    datasetSha256: dataset.sha256,
  });
  if (!activations) throw new Error('No activations of the one layer asked for.');
  const inputs = { index, concepts: dataset.concepts, activationsPath: activations.path, units: unitsUpTo(UNITS) };
  await measureEvidence(inputs, 'camvid60, by images');
  await measureEvidence({ ...inputs, groups: drivesOf(dataset) }, 'camvid60, by drives');
}

async function measureDrawn(size: keyof typeof SIZES): Promise<void> {
  const dataset = drawnWorld(SIZES[size]);
  const index = await buildCellIndex(dataset, { cacheDir: folder });
  const activationsPath = join(folder, 'activations.npy');
  const units = DRAWN_UNITS[size];
  writeDrawnActivations(activationsPath, { samples: SIZES[size].samples, units, drawn: units });
  await measureEvidence({ index, concepts: dataset.concepts, activationsPath, units: unitsUpTo(units) }, size);
}

function unitsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, unit) => unit);
}

/** (sample) the drive that a photograph is of: what its name begins with. */
function drivesOf({ samples }: ProbeDataset): Uint32Array {
  const names = samples.map(({ imagePath }) => /([^/_]+)_[^/]*$/u.exec(imagePath as string)?.[1]);
  const known = [...new Set(names)];
  return Uint32Array.from(names, (name) => known.indexOf(name));
}

type Cost = Pick<ExplainTimings, 'hits' | 'search' | 'evidence'> & {
  readonly ms: number;
  readonly processorMs: number;
};

/** The least of some passes of each, in turn. */
async function measureEvidence(inputs: Omit<ExplainInputs, 'config'>, world: string): Promise<void> {
  const costs = new Map<string, Cost>();
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const [name, evidence] of Object.entries(GATHERED)) {
      const cost = await costOf({ ...inputs, config: { ...DEFAULT_CONFIG, evidence } });
      costs.set(name, leastOf(cost, costs.get(name)));
    }
  }
  const plain = costs.get('nothing') as Cost;
  const note = `${inputs.units.length} units, ${threads} threads, the least of ${PASSES} passes`;
  const bare = plain.search + plain.hits;
  measured({ stage: 'evidence', on: world, what: 'search and hits', value: bare / 1000, unit: 's', note });
  for (const [name, cost] of costs) {
    const line = { stage: 'evidence', on: world, unit: 'times' };
    if (name === 'nothing') continue;
    measured({ ...line, what: `${name}, over search and hits`, value: cost.evidence / bare });
    measured({ ...line, what: `${name}, the layer over one without`, value: cost.ms / plain.ms });
    measured({ ...line, what: `${name}, … processor time`, value: cost.processorMs / plain.processorMs });
  }
}

async function costOf(inputs: ExplainInputs): Promise<Cost> {
  const sink = { doneUnits: new Set<number>(), writeUnits: async () => undefined };
  const { ms, processorMs, result } = await timed(() => explainLayer(inputs, sink, { threads }));
  return { ...result, ms, processorMs };
}

function leastOf(cost: Cost, before: Cost = cost): Cost {
  const least = (of: keyof Cost): number => Math.min(cost[of], before[of]);
  return {
    hits: least('hits'),
    search: least('search'),
    evidence: least('evidence'),
    ms: least('ms'),
    processorMs: least('processorMs'),
  };
}
