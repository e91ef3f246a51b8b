import { copyFile, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { writeFileWhole } from '@strata/files';
import { type DemoCheckpoint, demoCheckpoints } from './checkpoints.ts';

/** Untrained networks beside the one that was trained. */
export const DEMO_SEEDS = [1, 2, 3, 4, 5] as const;

/** Writes an ONNX file with weights drawn anew: what `randomizeModel` of @strata/onnx does. */
export type Randomize = (path: string, options: { readonly seed: number }) => Promise<{ readonly bytes: Uint8Array }>;

/** An untrained network that nothing was measured of. */
export type DemoTwin = Omit<DemoCheckpoint, 'accuracy' | 'epoch'> & {
  /** Its own: its neurons are not those of the network that was trained. */
  readonly trainingRun: string;
};

/**
 * The demo network with other random weights, once for each seed: the baselines that its training is measured against.
 * Written into the folder, byte for byte the same for the same network, and not again where they are there.
 */
export async function writeUntrainedTwins(
  folder: string,
  { randomize }: { readonly randomize: Randomize },
): Promise<DemoTwin[]> {
  const [untrained] = demoCheckpoints();
  if (!untrained) throw new Error('The demo has an untrained checkpoint.');
  await mkdir(folder, { recursive: true });
  const twins = DEMO_SEEDS.map((seed, at) => ({
    path: path.join(folder, `demo-cnn-seed-${seed}.onnx`),
    label: `seed ${seed}`,
    trainingRun: `seed ${seed}`,
    // Before the epochs, of which the first has place 0.
    sequence: at - DEMO_SEEDS.length,
    isBaseline: true,
  }));
  for (const [at, twin] of twins.entries()) {
    await copyFile(preprocessingOf(untrained.path), preprocessingOf(twin.path));
    const isThere = await stat(twin.path).catch(() => null);
    if (!isThere)
      await writeFileWhole(twin.path, (await randomize(untrained.path, { seed: DEMO_SEEDS[at] ?? 0 })).bytes);
  }
  return twins;
}

function preprocessingOf(onnx: string): string {
  return onnx.replace(/\.onnx$/u, '.strata.json');
}
