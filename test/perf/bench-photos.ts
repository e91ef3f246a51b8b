import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEFAULT_CONFIG, type ExplainConfig, explainLayer, recordActivations, type UnitResult } from '@strata/compute';
import { openLayerSession, preprocessingSchema } from '@strata/onnx';
import { buildCellIndex, type CellIndex, openProbeDataset, type ProbeDataset } from '@strata/probe';
import { writePhotoWorld } from './photo-world.ts';
import { measured, peakMegabytes, type Timed, timed } from './report-line.ts';
import { storeResults } from './store-results.ts';

/**
 * Explains a whole layer of SqueezeNet on 1,000 photographs and compares it with running the model on them:
 * `node test/perf/bench-photos.ts 1000 2` (samples, threads). The photographs are windows of those beside the project.
 */
const DATA = resolve(import.meta.dirname, '../../../shared/data');
const MODEL = join(DATA, 'models/squeezenet1_0.onnx');
const LAYER = '/fire9/Concat_output_0';
const UNITS = 512;
const PASSES = 2;
const preprocessing = preprocessingSchema.parse({
  width: 227,
  height: 227,
  channelOrder: 'bgr',
  scale: 1,
  mean: [104, 117, 123],
});

const samples = Number(process.argv[2] ?? 1_000);
const threads = Number(process.argv[3] ?? 2);
const on = `${samples} photographs`;
if (existsSync(MODEL)) await measure();
else process.stderr.write(`Nothing is measured on photographs: ${DATA} is missing.\n`);

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const world = await writePhotoWorld(join(folder, 'world'), { from: join(DATA, 'camvid60'), samples });
  const dataset = await openProbeDataset(world, { format: 'broden' });
  const built = await timed(() => buildCellIndex(dataset, { cacheDir: folder }));
  measured({ stage: 'index', on, what: 'building the cell index, a sample', value: built.ms / samples, unit: 'ms' });
  const forward = await measureForward(dataset);
  const recorded = await timed(() =>
    recordActivations({
      modelPath: MODEL,
      layers: [LAYER],
      preprocessing,
      samples: dataset.samples,
      cacheDir: folder,
      threads,
      datasetSha256: dataset.sha256,
    }),
  );
  measured({
    stage: 'forward',
    on,
    what: 'recording the activations, decoding and writing included',
    value: recorded.ms / 1000,
    unit: 's',
  });
  const [activations] = recorded.result;
  if (!activations) throw new Error('No activations of the one layer asked for.');
  const inputs = { index: built.result, dataset, activationsPath: activations.path };
  // The first time also prepares the images for maps of this shape; it is counted.
  await explainAll(inputs, { search: 'beam', forward });
  await explainAll(inputs, { search: 'optimal', forward });
  const results = await explainAll(inputs, { search: 'beam', forward });
  measured({ stage: 'memory', on, what: 'peak of the process, all stages', value: peakMegabytes(), unit: 'MB' });
  await storeResults(results, { ...inputs, home: join(folder, 'home'), on });
}

type Cost = Omit<Timed<unknown>, 'result'>;

/** The model alone: images are decoded before the clock runs. Gives the least of some passes. */
async function measureForward(dataset: ProbeDataset): Promise<Cost> {
  const session = await openLayerSession(MODEL, { layers: [LAYER], preprocessing, threads });
  const paths = dataset.samples.map(({ imagePath }) => imagePath as string);
  const passes: Cost[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    const sum = { ms: 0, processorMs: 0 };
    for (let first = 0; first < samples; first += session.batchSize) {
      const prepared = await session.prepare(paths.slice(first, first + session.batchSize));
      const { ms, processorMs } = await timed(() => session.run(prepared));
      sum.ms += ms;
      sum.processorMs += processorMs;
    }
    passes.push(sum);
  }
  await session.close();
  const least = {
    ms: Math.min(...passes.map(({ ms }) => ms)),
    processorMs: Math.min(...passes.map(({ processorMs }) => processorMs)),
  };
  const note = `${threads} threads, the least of ${PASSES} passes`;
  measured({ stage: 'forward', on, what: 'the model on all samples', value: least.ms / 1000, unit: 's', note });
  const processor = { stage: 'forward', on, what: 'the model on all samples, processor time' };
  measured({ ...processor, value: least.processorMs / 1000, unit: 's', note });
  return least;
}

interface Inputs {
  readonly index: CellIndex;
  readonly dataset: ProbeDataset;
  readonly activationsPath: string;
}

async function explainAll(
  { index, dataset, activationsPath }: Inputs,
  { search, forward }: Pick<ExplainConfig, 'search'> & { forward: Cost },
): Promise<UnitResult[]> {
  const results: UnitResult[] = [];
  const units = Array.from({ length: UNITS }, (_, unit) => unit);
  const { ms, processorMs, result } = await timed(() =>
    explainLayer(
      { index, concepts: dataset.concepts, activationsPath, units, config: { ...DEFAULT_CONFIG, search } },
      {
        doneUnits: new Set(),
        writeUnits: async (block) => {
          results.push(...block);
        },
      },
      { threads },
    ),
  );
  const note = `${threads} threads, ${search} search`;
  measured({ stage: 'layer', on, what: `512 units, ${search}`, value: ms / 1000, unit: 's', note });
  const over = `over the model's forward pass, ${search}`;
  measured({ stage: 'layer', on, what: over, value: ms / forward.ms, unit: 'times' });
  const ratio = processorMs / forward.processorMs;
  measured({ stage: 'layer', on, what: `${over}, processor time`, value: ratio, unit: 'times' });
  for (const stage of ['ranges', 'hits', 'search', 'samples'] as const) {
    measured({
      stage,
      on,
      what: `a unit, ${search}`,
      value: result[stage] / UNITS,
      unit: 'ms',
      note: 'processor time',
    });
  }
  return results;
}
