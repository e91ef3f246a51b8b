import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createHitKernel, createTwinKernel } from '@strata/kernels';
import { openLayerSession, preprocessingSchema } from '@strata/onnx';
import { buildCellIndex, type CellIndex, openCellMaps, type ProbeDataset } from '@strata/probe';
import { openActivations } from '../../src/activations/npy-source.ts';
import { thresholdsOf } from '../../src/hits/count-hits.ts';
import { DEFAULT_CONFIG, type ExplainConfig } from '../../src/pipeline/config.ts';
import { explainLayer } from '../../src/pipeline.ts';
import { findRanges } from '../../src/ranges/find-ranges.ts';
import { writeDrawnActivations } from './drawn-activations.ts';
import { drawnWorld } from './drawn-world.ts';
import { SIZES } from './generate-world.ts';
import { leastProcessorMs, measured, peakMegabytes, timed } from './report-line.ts';

/**
 * Times every stage on a drawn world, and the memory it takes:
 * `node packages/compute/test/perf/bench-world.ts S 2` (size, threads). Of the layer's 512 units the first few are
 * explained at L: the others are in proportion, and memory does not depend on how many there are.
 */
const LAYER_UNITS = 512;
const UNITS = { S: LAYER_UNITS, M: LAYER_UNITS, L: 24 } as const;
const FIRST_UNITS = 8;
const MODEL = resolve(import.meta.dirname, '../../../../../shared/data/models/squeezenet1_0.onnx');
/** Samples of what is compared with the plain twin, and of the forward pass; the rest is in proportion. */
const TWIN_SAMPLES = 40;
const FORWARD_SAMPLES = 160;

const on = (process.argv[2] ?? 'S') as keyof typeof SIZES;
const threads = Number(process.argv[3] ?? 2);
const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const dataset = drawnWorld(SIZES[on]);
const index = await measureIndex(dataset);
const activationsPath = join(folder, 'activations.npy');
writeDrawnActivations(activationsPath, { samples: SIZES[on].samples, units: LAYER_UNITS, drawn: UNITS[on] });
const preparing = await explain({ units: FIRST_UNITS });
const layerMs = await measureLayer(preparing.ms);
measured({ stage: 'memory', on, what: 'peak of the process, all stages', value: peakMegabytes(), unit: 'MB' });
if (on !== 'L') {
  const { search, found } = await explain({ units: FIRST_UNITS, search: 'optimal' });
  measured({ stage: 'search', on, what: 'optimal, a range of the drawn world', value: search / found, unit: 'ms' });
}
measureHits(index);
await measureForward(layerMs);

async function measureIndex(probe: ProbeDataset): Promise<CellIndex> {
  const drawing = await timed(async () => {
    for (const { index: sample } of probe.samples.slice(0, 200)) await probe.readLabels(sample);
  });
  const drawn = (drawing.ms / Math.min(200, probe.samples.length)) * probe.samples.length;
  const { ms, result } = await timed(() => buildCellIndex(probe, { cacheDir: folder }));
  measured({ stage: 'index', on, what: 'distinct cells', value: result.cellCount, unit: 'cells' });
  measured({
    stage: 'index',
    on,
    what: 'building the cell index, a sample',
    value: (ms - drawn) / probe.samples.length,
    unit: 'ms',
    note: 'without the time that drawing the masks takes',
  });
  const again = await timed(() => buildCellIndex(probe, { cacheDir: folder }));
  measured({ stage: 'index', on, what: 'reading it back', value: again.ms / 1000, unit: 's' });
  measured({ stage: 'memory', on, what: 'peak after the index', value: peakMegabytes(), unit: 'MB' });
  return result;
}

/** Explains the first units: elapsed time, and processor time of the stages. */
async function explain({ units, search = 'beam' }: { units: number; search?: ExplainConfig['search'] }) {
  const asked = Array.from({ length: units }, (_, unit) => unit);
  let found = 0;
  const { ms, result } = await timed(() =>
    explainLayer(
      { index, concepts: dataset.concepts, activationsPath, units: asked, config: { ...DEFAULT_CONFIG, search } },
      {
        doneUnits: new Set(),
        writeUnits: async (results) => {
          for (const { ranges } of results) found += ranges.length;
        },
      },
      { threads },
    ),
  );
  return { ...result, ms, found };
}

/** Gives the elapsed time of all units; `firstMs` is that of the first few, before anything was prepared. */
async function measureLayer(firstMs: number): Promise<number> {
  const few = await explain({ units: FIRST_UNITS });
  const all = await explain({ units: UNITS[on] });
  const once = { stage: 'hits', on, what: 'preparing the images, once for a shape, a sample' };
  measured({ ...once, value: (firstMs - few.ms) / index.sampleCount, unit: 'ms' });
  const pixels = index.sampleCount * index.maskShape.height * index.maskShape.width * UNITS[on];
  const note = 'processor time in the pipeline';
  measured({ stage: 'ranges', on, what: 'a unit', value: all.ranges / UNITS[on], unit: 'ms', note });
  measured({ stage: 'hits', on, what: 'a pixel and unit', value: (all.hits * 1e6) / pixels, unit: 'ns', note });
  measured({
    stage: 'search',
    on,
    what: 'beam, a range of the drawn world',
    value: all.search / all.found,
    unit: 'ms',
    note,
  });
  const { samples, found } = all;
  measured({ stage: 'samples', on, what: 'metrics and samples, a range', value: samples / found, unit: 'ms', note });
  const layerMs = few.ms + ((all.ms - few.ms) / (UNITS[on] - FIRST_UNITS)) * (LAYER_UNITS - FIRST_UNITS);
  const rest = UNITS[on] < LAYER_UNITS ? `${UNITS[on]} explained, the rest in proportion` : 'all explained';
  measured({
    stage: 'layer',
    on,
    what: '512 units',
    value: layerMs / 1000,
    unit: 's',
    note: `${threads} threads, ${rest}`,
  });
  return layerMs;
}

/** The compiled kernel and its plain twin on the same images and units. */
function measureHits(whole: CellIndex): void {
  const some = { ...whole, sampleCount: Math.min(TWIN_SAMPLES, whole.sampleCount) };
  const source = openActivations(activationsPath);
  const shape = { samples: source.samples, height: source.height, width: source.width };
  const units = [0, 1].map((unit) => {
    const values = source.readUnit(unit);
    return { unit, values, ranges: findRanges(values, { shape }).ranges };
  });
  const perPixel = (createKernel: typeof createHitKernel): number => {
    const { height, width } = shape;
    const kernel = createKernel({ map: { height, width }, mask: some.maskShape, cellCount: some.cellCount });
    const maps = openCellMaps(some);
    const images = Array.from({ length: some.sampleCount }, (_, sample) => kernel.prepare(maps.read(sample, 1)));
    maps.close();
    kernel.begin(units.map(({ ranges }) => thresholdsOf(ranges)));
    const ms = leastProcessorMs(() => kernel.count({ images, values: units.map(({ values }) => values) }));
    return (ms * 1e6) / (some.sampleCount * some.maskShape.height * some.maskShape.width * units.length);
  };
  const [compiled, plain] = [perPixel(createHitKernel), perPixel(createTwinKernel)];
  const note = `${some.sampleCount} samples, 2 units, one thread`;
  measured({ stage: 'hits', on, what: 'a pixel and unit, the compiled kernel', value: compiled, unit: 'ns', note });
  measured({ stage: 'hits', on, what: 'a pixel and unit, the plain twin', value: plain, unit: 'ns', note });
  measured({ stage: 'hits', on, what: 'plain twin over compiled kernel', value: plain / compiled, unit: 'times' });
  source.close();
}

async function measureForward(layerMsAll: number): Promise<void> {
  if (!existsSync(MODEL)) {
    process.stderr.write(`No forward pass to compare with: ${MODEL} is missing.\n`);
    return;
  }
  const preprocessing = preprocessingSchema.parse({ width: 227, height: 227 });
  const session = await openLayerSession(MODEL, { layers: ['/fire9/Concat_output_0'], preprocessing, threads });
  const input = Float32Array.from({ length: 8 * 3 * 227 ** 2 }, (_, i) => (i % 255) - 127);
  await session.run({ input, count: 8 });
  const { ms } = await timed(async () => {
    for (let done = 0; done < FORWARD_SAMPLES; done += 8) await session.run({ input, count: 8 });
  });
  await session.close();
  const forwardMs = (ms / FORWARD_SAMPLES) * index.sampleCount;
  const note = `${threads} threads; ${FORWARD_SAMPLES} stand-in images, in proportion to ${index.sampleCount}`;
  measured({ stage: 'forward', on, what: 'SqueezeNet, all samples', value: forwardMs / 1000, unit: 's', note });
  measured({
    stage: 'layer',
    on,
    what: 'explaining 512 units over one forward pass',
    value: layerMsAll / forwardMs,
    unit: 'times',
  });
}
