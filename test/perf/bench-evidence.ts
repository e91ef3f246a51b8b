import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  DEFAULT_CONFIG,
  DEFAULT_EVIDENCE,
  type EvidenceConfig,
  type ExplainInputs,
  type ExplainTimings,
  explainLayer,
  recordActivations,
} from '@strata/compute';
import { preprocessingSchema } from '@strata/onnx';
import { buildCellIndex, openProbeDataset, type ProbeDataset } from '@strata/probe';
import { measured, timed } from './report-line.ts';

/**
 * What the evidence costs beside a plain search: `node test/perf/bench-evidence.ts 512 2` (units, threads). The same layer
 * is explained without evidence, with held-out folds, with the default and with searches repeated often enough for a p-value,
 * all in one process and in turn; costs are processor time of the stages, so that other work on the machine weighs on all alike.
 */
const DATA = resolve(import.meta.dirname, '../../../shared/data');
const MODEL = join(DATA, 'models/squeezenet1_0.onnx');
const LAYER = '/fire9/Concat_output_0';
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

const units = Number(process.argv[2] ?? 512);
const threads = Number(process.argv[3] ?? 2);
if (existsSync(MODEL)) await measure();
else process.stderr.write(`No evidence is measured on photographs: ${DATA} is missing.\n`);

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const dataset = await openProbeDataset(join(DATA, 'camvid60'), { format: 'broden' });
  const inputs = { ...(await inputsOf(dataset, folder)), concepts: dataset.concepts };
  for (const [on, groups] of [
    ['camvid60, by images', null],
    ['camvid60, by drives', drivesOf(dataset)],
  ] as const) {
    await measureEvidence({ ...inputs, groups }, on);
  }
}

async function inputsOf(dataset: ProbeDataset, cacheDir: string) {
  const index = await buildCellIndex(dataset, { cacheDir });
  const [activations] = await recordActivations({
    modelPath: MODEL,
    layers: [LAYER],
    preprocessing,
    samples: dataset.samples,
    cacheDir,
    threads,
    datasetSha256: dataset.sha256,
  });
  if (!activations) throw new Error('No activations of the one layer asked for.');
  return { index, activationsPath: activations.path, units: Array.from({ length: units }, (_, unit) => unit) };
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
async function measureEvidence(inputs: Omit<ExplainInputs, 'config'>, on: string): Promise<void> {
  const costs = new Map<string, Cost>();
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const [name, evidence] of Object.entries(GATHERED)) {
      const cost = await costOf({ ...inputs, config: { ...DEFAULT_CONFIG, evidence } });
      costs.set(name, leastOf(cost, costs.get(name)));
    }
  }
  const plain = costs.get('nothing') as Cost;
  const note = `${units} units, ${threads} threads, the least of ${PASSES} passes`;
  measured({
    stage: 'evidence',
    on,
    what: 'search and hits',
    value: (plain.search + plain.hits) / 1000,
    unit: 's',
    note,
  });
  for (const [name, cost] of costs) {
    const line = { stage: 'evidence', on, unit: 'times' };
    if (name === 'nothing') continue;
    measured({ ...line, what: `${name}, over search and hits`, value: cost.evidence / (plain.search + plain.hits) });
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
