import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openActivations, recordActivations } from '@strata/compute';
import { DEMO_LAYER, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { type Preprocessing, readPreprocessing } from '@strata/onnx';
import { buildCellIndex, openProbeDataset, type ProbeDataset, type ProbeFormat } from '@strata/probe';
import type { ValidityWorld } from './explain-maps.ts';

/** A world with the maps of a trained network: of each unit (sample, height, width). */
export interface NetworkWorld extends ValidityWorld {
  readonly maps: readonly Float32Array[];
}

/** A network file, and how it is fed. */
export interface Network {
  readonly modelPath: string;
  readonly layer: string;
  readonly preprocessing: Preprocessing;
}

/** Data beside the project; what needs it is left out without it, and said to be. */
const SHARED = resolve(import.meta.dirname, '../../../shared/data');
export const hasPhotographs = existsSync(SHARED);

/** The bundled world under the bundled network, as trained as it comes. */
export async function demoWorld(folder: string, samples: number): Promise<NetworkWorld> {
  const own = join(folder, `demo-${samples}`);
  mkdirSync(own, { recursive: true });
  const { root } = await writeDemoWorld(join(own, 'world'), { samples });
  const checkpoint = demoCheckpoints().at(-1);
  if (!checkpoint) throw new Error('The bundled network has checkpoints.');
  return networkWorld(`demo world, ${samples} images`, {
    folder: own,
    root,
    format: 'planes',
    network: await networkOf(checkpoint.path, DEMO_LAYER),
    groupOf: null,
  });
}

/** Street photographs; the file names tell the drive. */
export const CAMVID = { root: join(SHARED, 'camvid60'), groupBy: '^([^_]+)_' } as const;

/** SqueezeNet's last block. */
export function squeezeNet(): Promise<Network> {
  return networkOf(join(SHARED, 'models/squeezenet1_0.onnx'), '/fire9/Concat_output_0', SQUEEZENET);
}

/** MobileNetV2's last layer before pooling. */
export function mobileNet(): Promise<Network> {
  return networkOf(join(SHARED, 'models/mobilenet_v2_1.0_224.onnx'), 'conv52_relu6', MOBILENET);
}

/** Street photographs of three drives under SqueezeNet. */
export async function photographs(folder: string): Promise<NetworkWorld> {
  const own = join(folder, 'photographs');
  mkdirSync(own, { recursive: true });
  return networkWorld('street photographs, 60 images of 3 drives', {
    folder: own,
    root: CAMVID.root,
    format: 'broden',
    network: await squeezeNet(),
    groupOf: (path) => path.split('/').at(-1)?.split('_')[0] ?? path,
  });
}

/** Values from −1 to 1. */
const MOBILENET = {
  width: 224,
  height: 224,
  scale: 1,
  mean: [127.5, 127.5, 127.5] as [number, number, number],
  standardDeviation: [127.5, 127.5, 127.5] as [number, number, number],
} as const satisfies Partial<Preprocessing>;

/** Caffe's: BGR, a mean subtracted. */
const SQUEEZENET = {
  width: 227,
  height: 227,
  channelOrder: 'bgr',
  scale: 1,
  mean: [104, 117, 123] as [number, number, number],
} as const satisfies Partial<Preprocessing>;

/** A network and how it is fed: as its file says, where nothing is given. */
export async function networkOf(
  modelPath: string,
  layer: string,
  given: Partial<Preprocessing> = {},
): Promise<Network> {
  return { modelPath, layer, preprocessing: (await readPreprocessing(modelPath, given)).preprocessing };
}

interface WorldParts {
  readonly folder: string;
  readonly root: string;
  readonly format: ProbeFormat;
  readonly network: Network;
  readonly groupOf: ((path: string) => string) | null;
}

async function networkWorld(
  name: string,
  { folder, root, format, network, groupOf }: WorldParts,
): Promise<NetworkWorld> {
  const dataset = await openProbeDataset(root, { format });
  const index = await buildCellIndex(dataset, { cacheDir: folder });
  const maps = await mapsOf(network, { dataset, folder });
  await dataset.close();
  const { height, width } = maps;
  return {
    name,
    folder,
    index,
    height,
    width,
    concepts: dataset.concepts,
    groups: groupOf && numbered(dataset.samples.map(({ imagePath }) => groupOf(imagePath ?? ''))),
    maps: maps.units,
  };
}

/** What a network makes of a dataset. */
export async function mapsOf(
  { modelPath, layer, preprocessing }: Network,
  { dataset, folder }: { readonly dataset: ProbeDataset; readonly folder: string },
): Promise<{ readonly units: Float32Array[]; readonly height: number; readonly width: number }> {
  const [recorded] = await recordActivations({
    modelPath,
    preprocessing,
    layers: [layer],
    cacheDir: folder,
    samples: dataset.samples,
    datasetSha256: dataset.sha256,
  });
  const source = openActivations(recorded?.path as string);
  try {
    const units = Array.from({ length: source.units }, (_, unit) => source.readUnit(unit).slice());
    return { units, height: source.height, width: source.width };
  } finally {
    source.close();
  }
}

function numbered(names: readonly string[]): Uint32Array {
  const numbers = new Map<string, number>();
  return Uint32Array.from(names, (name) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  });
}
