import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bitAt, conceptPixels, imageColumns, imageFeatures, type ReadoutImages } from '@strata/compute';
import { DEMO_LAYER, type Draw, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { buildCellIndex, openProbeDataset } from '@strata/probe';
import { mapsOf, networkOf } from './worlds.ts';

/** How far the network was trained whose layer is read: it has seen each image of the biased draw once. */
const EPOCH = 1;

/** Images of the demo world: those of the biased draw first, then those of the unbiased one. */
export interface CollectImages extends ReadoutImages {
  readonly images: number;
  /** How many are of the biased draw. */
  readonly biased: number;
  /** (column, image) whether it is there: concepts, then classes. */
  readonly has: (column: number, image: number) => boolean;
  readonly columns: number;
}

/** Draws both kinds of images and runs the demo network on them. */
export async function collectImages(folder: string, drawn: Readonly<Record<Draw, number>>): Promise<CollectImages> {
  const draws = [await drawnImages(folder, 'training', drawn), await drawnImages(folder, 'probe', drawn)] as const;
  const [biased, unbiased] = draws;
  const images = biased.images + unbiased.images;
  const classNames = [...new Set(draws.flatMap(({ classes }) => classes))].sort();
  const { height, width } = biased.maps;
  const units = biased.maps.units.length;
  const readUnit = (unit: number): Float32Array => {
    const parts = draws.map(({ maps }) => maps.units[unit] as Float32Array);
    const both = new Float32Array(images * height * width);
    both.set(parts[0] as Float32Array);
    both.set(parts[1] as Float32Array, parts[0]?.length ?? 0);
    return both;
  };
  const all = Array.from({ length: images }, (_, image) => image);
  const classes = draws.flatMap((draw) => draw.classes.map((name) => classNames.indexOf(name)));
  const { conceptCount } = biased;
  const has = (column: number, image: number): boolean => {
    if (column >= conceptCount) return classes[image] === column - conceptCount;
    const draw = image < biased.images ? biased : unbiased;
    return bitAt(draw.columns[column] as Uint32Array, image < biased.images ? image : image - biased.images) === 1;
  };
  return {
    ...imageFeatures({ units, height, width, readUnit }, { images: all, seed: 1 }),
    images,
    biased: biased.images,
    classes,
    classCount: classNames.length,
    has,
    columns: conceptCount + classNames.length,
  };
}

async function drawnImages(folder: string, draw: Draw, drawn: Readonly<Record<Draw, number>>) {
  const own = join(folder, `collect-${draw}`);
  mkdirSync(own, { recursive: true });
  const images = drawn[draw];
  const { root } = await writeDemoWorld(join(own, 'world'), { samples: images, draw, seed: 31 });
  const dataset = await openProbeDataset(root, { format: 'planes' });
  const index = await buildCellIndex(dataset, { cacheDir: own });
  const checkpoint = demoCheckpoints().find(({ epoch }) => epoch === EPOCH);
  const maps = await mapsOf(await networkOf(checkpoint?.path ?? '', DEMO_LAYER), { dataset, folder: own });
  await dataset.close();
  const { height, width } = index.maskShape;
  const places = Array.from({ length: images }, (_, image) => image);
  const options = { images, pixelsPerImage: height * width, shares: [] };
  return {
    images,
    maps,
    classes: dataset.samples.map(({ className }) => className ?? ''),
    conceptCount: dataset.concepts.length,
    columns: imageColumns(conceptPixels(index, places), options).map(({ bits }) => bits),
  };
}
