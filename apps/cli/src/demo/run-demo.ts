import { join } from 'node:path';
import { DEFAULT_CONFIG } from '@strata/compute';
import { readExcess, readRunSummary, type Store } from '@strata/db';
import {
  DEMO_LAYER,
  DEMO_MODEL_NAME,
  type DemoCheckpoint,
  type DemoTwin,
  demoCheckpoints,
  writeDemoWorld,
  writeUntrainedTwins,
} from '@strata/demo';
import { CacheUse } from '@strata/files';
import { randomizeModel, readPreprocessing } from '@strata/onnx';
import { type ExplainVersionOptions, explainVersion, type IndexedProbe, indexProbe } from '@strata/runs';
import { openHomeStore, strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { freePort } from '../serve/ports.ts';
import { serve } from '../serve/serve.ts';
import { printTrend, type TrendVersion } from './print-trend.ts';

export interface DemoFlags {
  readonly once: boolean;
  readonly threads: number;
  readonly port: number;
  readonly apiPort: number;
}

/**
 * Draws the bundled world, explains the probed layer of five untrained twins and of every bundled checkpoint into the
 * database, prints how the ranges change, and serves the pages until the signal is aborted. What an earlier start has
 * done is not done again.
 */
export async function runDemo(flags: DemoFlags, signal: AbortSignal): Promise<void> {
  const use = new CacheUse();
  const probe = await openWorld({ use, signal });
  const store = await openHomeStore({ keepRunning: !flags.once });
  try {
    const shared = { ...probe, store, threads: flags.threads, use, signal };
    // First: whatever is explained later is measured against all of them at once.
    const twins = await writeUntrainedTwins(join(strataHome(), 'demo-untrained'), { randomize: randomizeModel });
    for (const twin of twins) await explainCheckpoint({ ...twin, accuracy: null }, shared);
    const versions: TrendVersion[] = [];
    for (const checkpoint of demoCheckpoints()) {
      // Its untrained checkpoint is where this training began: their neurons are the same.
      const runId = await explainCheckpoint({ ...checkpoint, trainingRun: DEMO_MODEL_NAME }, shared);
      const [excess] = await readExcess(store, [runId]);
      versions.push({ ...checkpoint, ranges: await readRunSummary(store, runId), excess: excess?.ranges ?? [] });
    }
    await use.release();
    printTrend(versions);
    if (flags.once) return;
    const [port, apiPort] = [await freePort(flags.port), await freePort(flags.apiPort)];
    await serve({ store, port, apiPort, open: true, workerThreads: flags.threads, signal });
  } finally {
    await use.release();
    await store.close().catch(() => undefined);
  }
}

interface World extends IndexedProbe {
  readonly indexMs: number;
}

async function openWorld({ use, signal }: { use: CacheUse; signal: AbortSignal }): Promise<World> {
  const drawing = startProgress('draw world', 'samples');
  const world = await writeDemoWorld(join(strataHome(), 'demo-world'), { onProgress: drawing.update, signal });
  drawing.end(world.reused ? 'drawn already' : undefined);
  const started = performance.now();
  const probe = await indexProbe(world.root, {
    format: 'planes',
    home: strataHome(),
    // Each image is drawn by itself.
    lookAlikes: false,
    use,
    signal,
    progress: startProgress,
  });
  return { ...probe, indexMs: performance.now() - started };
}

/** A network of the demo. */
type Explained = DemoTwin & { readonly accuracy: DemoCheckpoint['accuracy'] | null };

async function explainCheckpoint(
  { path, label, sequence, accuracy, isBaseline, trainingRun }: Explained,
  shared: World & Pick<ExplainVersionOptions, 'use' | 'signal'> & { readonly store: Store; readonly threads: number },
): Promise<number> {
  const explaining = explainVersion({
    ...shared,
    modelName: DEMO_MODEL_NAME,
    versionLabel: label,
    sequence,
    accuracy,
    isBaseline,
    trainingRun,
    from: { modelPath: path, preprocessing: (await readPreprocessing(path)).preprocessing },
    layers: [DEMO_LAYER],
    config: DEFAULT_CONFIG,
    home: strataHome(),
    progress: (step, unit) => startProgress(`${label}: ${step}`, unit),
  });
  for await (const { runId } of explaining) if (runId !== null) return runId;
  throw new Error('A run in a store has an id.');
}
