import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '@strata/db';
import { DEMO_LAYER, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { randomizeModel } from '@strata/onnx';
import { DEFAULT_CONFIG, explainVersion, type IndexedProbe, indexProbe } from '@strata/runs';
import { CAMVID, type Network, networkOf } from './worlds.ts';

/** A network on a dataset, whose versions are explained into one database as a user would. */
export interface NetworkOnProbe {
  readonly name: string;
  readonly network: Network;
  readonly probe: IndexedProbe;
}

/** Explains versions of the network. */
export interface VersionExplainer {
  readonly store: Store;
  /** Explains a file; returns the run. */
  explain(path: string, version: { readonly label: string; readonly isBaseline: boolean }): Promise<number>;
  /** Explains the network with weights drawn from a seed. */
  explainSeed(seed: number, version: { readonly isBaseline: boolean }): Promise<number>;
}

/** The demo network as it is when training begins, on so many images of the bundled world. */
export async function demoOnProbe(folder: string, samples: number): Promise<NetworkOnProbe> {
  const { root } = await writeDemoWorld(join(folder, 'world'), { samples });
  const [first] = demoCheckpoints();
  if (!first) throw new Error('The bundled network has checkpoints.');
  const probe = await indexProbe(root, { format: 'planes', home: folder, lookAlikes: false });
  return { name: `demo network, ${samples} images`, network: await networkOf(first.path, DEMO_LAYER), probe };
}

/** A pretrained network on the street photographs. */
export async function photographsOnProbe(
  folder: string,
  { name, network }: Pick<NetworkOnProbe, 'name' | 'network'>,
): Promise<NetworkOnProbe> {
  const probe = await indexProbe(CAMVID.root, {
    format: 'broden',
    home: folder,
    groupBy: CAMVID.groupBy,
    lookAlikes: false,
  });
  return { name: `${name}, 60 street photographs of 3 drives`, network, probe };
}

/** Opens a database in the folder, in which one network's versions are explained; closes it in the end. */
export async function withExplainer<T>(
  folder: string,
  { network, probe }: NetworkOnProbe,
  use: (explainer: VersionExplainer) => Promise<T>,
): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const store = await openStore({ home: folder });
  const explain: VersionExplainer['explain'] = async (modelPath, { label, isBaseline }) => {
    const explaining = explainVersion({
      ...probe,
      store,
      modelName: 'network',
      versionLabel: label,
      isBaseline,
      from: { modelPath, preprocessing: network.preprocessing },
      layers: [network.layer],
      config: DEFAULT_CONFIG,
      home: folder,
      threads: 2,
    });
    for await (const { runId } of explaining) if (runId !== null) return runId;
    throw new Error('A run in a store has an id.');
  };
  try {
    return await use({
      store,
      explain,
      explainSeed: async (seed, { isBaseline }) => {
        const path = join(folder, `seed-${seed}.onnx`);
        writeFileSync(path, (await randomizeModel(network.modelPath, { seed })).bytes);
        return explain(path, { label: `${isBaseline ? 'baseline' : 'given'} ${seed}`, isBaseline });
      },
    });
  } finally {
    await store.close();
  }
}
