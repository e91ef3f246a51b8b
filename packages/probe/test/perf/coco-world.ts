import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

export interface CocoWorldOptions {
  readonly images: number;
  readonly width: number;
  readonly height: number;
  readonly objects: number;
  readonly corners: number;
}

const CATEGORIES = 80;

/**
 * Writes a dataset in COCO's form: stars of many corners, of 80 categories, all from one seed. All pictures are one file under
 * many names, since only their sizes are read.
 */
export async function writeCocoWorld(
  root: string,
  { images, width, height, objects, corners }: CocoWorldOptions,
): Promise<string> {
  const random = generator(1);
  mkdirSync(join(root, 'images'), { recursive: true });
  const first = join(root, 'images', '0.png');
  await sharp({ create: { width, height, channels: 3, background: 'grey' } })
    .png()
    .toFile(first);
  const annotations = [];
  for (let image = 0; image < images; image += 1) {
    if (image > 0) linkSync(first, join(root, 'images', `${image}.png`));
    for (let object = 0; object < objects; object += 1) {
      annotations.push({
        id: annotations.length + 1,
        image_id: image,
        category_id: 1 + Math.floor(random() * CATEGORIES),
        segmentation: [star({ width, height, corners, random })],
        iscrowd: 0,
      });
    }
  }
  const path = join(root, 'instances.json');
  writeFileSync(
    path,
    JSON.stringify({
      images: Array.from({ length: images }, (_, id) => ({ id, file_name: `${id}.png`, width, height })),
      categories: Array.from({ length: CATEGORIES }, (_, at) => ({ id: at + 1, name: `concept ${at + 1}` })),
      annotations,
    }),
  );
  return path;
}

interface StarOptions {
  readonly width: number;
  readonly height: number;
  readonly corners: number;
  readonly random: () => number;
}

/** As large as objects of COCO are: a radius of a tenth of the image on average. */
function star({ width, height, corners, random }: StarOptions): number[] {
  const [x, y] = [random() * width, random() * height];
  const size = (0.2 * random() * (width + height)) / 2;
  return Array.from({ length: corners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / corners;
    const radius = size * (0.5 + 0.5 * random());
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)].map((value) => Math.round(value * 100) / 100);
  }).flat();
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
