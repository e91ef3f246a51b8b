import { join } from 'node:path';
import { DEFAULT_CONFIG, explainLayer, openActivations, recordActivations, type UnitResult } from '@strata/compute';
import { DEMO_LAYER, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { readPreprocessing } from '@strata/onnx';
import { buildCellIndex, openProbeDataset } from '@strata/probe';
import { strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { printTrend } from './print-trend.ts';

/** Builds the demo's world, runs every checkpoint over it, explains the probed layer and prints the trend. */
export async function runDemo({ threads }: { threads: number }, signal: AbortSignal): Promise<void> {
  const cacheDir = join(strataHome(), 'cache');
  process.stderr.write('Drawing the demo’s world …\n');
  const world = await writeDemoWorld(join(strataHome(), 'demo', 'world'));
  const dataset = await openProbeDataset(world.root, { format: 'planes' });
  const indexing = startProgress('index', 'samples');
  const index = await buildCellIndex(dataset, { cacheDir, onProgress: indexing.update, signal });
  indexing.end();
  await dataset.close();

  const versions: { label: string; accuracy: number | null; results: UnitResult[] }[] = [];
  for (const { label, path, accuracy } of demoCheckpoints()) {
    const running = startProgress(`run ${label}`, 'samples');
    const recorded = await recordActivations({
      modelPath: path,
      layer: DEMO_LAYER,
      preprocessing: await readPreprocessing(path),
      samples: dataset.samples,
      datasetSha256: dataset.sha256,
      cacheDir,
      threads,
      onProgress: running.update,
      signal,
    });
    running.end(recorded.reused ? 'read from the cache' : undefined);
    const source = openActivations(recorded.path);
    source.close();
    const results: UnitResult[] = [];
    const explaining = startProgress(`explain ${label}`, 'units');
    await explainLayer(
      {
        index,
        concepts: dataset.concepts,
        activationsPath: recorded.path,
        units: Array.from({ length: source.units }, (_, unit) => unit),
        config: DEFAULT_CONFIG,
      },
      { doneUnits: new Set(), writeUnit: async (result) => void results.push(result) },
      { threads, signal, onProgress: explaining.update },
    );
    explaining.end();
    versions.push({ label, accuracy, results });
  }
  printTrend(versions);
}
