import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { ProbeFormat } from '../src/index.ts';

export const WIDTH = 6;
export const HEIGHT = 4;

/** A rectangle of pixels: the right and bottom edge are outside. */
export interface Patch {
  readonly name: 'leaf' | 'stone';
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Two pictures, the second without anything. */
export const PATCHES: readonly Patch[] = [
  { name: 'leaf', left: 1, top: 1, right: 4, bottom: 3 },
  { name: 'stone', left: 4, top: 0, right: 6, bottom: 2 },
];
const NAMES = ['leaf', 'stone'] as const;

/** Writes a file of the dataset, with its folders. */
export function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

export function putJson(path: string, value: unknown): void {
  put(path, JSON.stringify(value));
}

/** A grey picture. */
export async function putPicture(path: string, { width = WIDTH, height = HEIGHT } = {}): Promise<void> {
  put(
    path,
    await sharp({ create: { width, height, channels: 3, background: 'grey' } })
      .png()
      .toBuffer(),
  );
}

/** A PNG of numbers. */
export async function putGrey(path: string, values: readonly number[], { width = WIDTH } = {}): Promise<void> {
  const raw = { width, height: values.length / width, channels: 1 } as const;
  put(path, await sharp(Buffer.from(values), { raw }).toColourspace('b-w').png().toBuffer());
}

/** A PNG of colours, three numbers a pixel. */
export async function putColours(path: string, values: readonly number[]): Promise<void> {
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;
  put(path, await sharp(Buffer.from(values), { raw }).png().toBuffer());
}

/** (pixel) what `of` makes of the name of its patch; null where there is none. */
export function pixels<T>(patches: readonly Patch[], of: (name: Patch['name'] | null) => T): T[] {
  return Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const patch = patches.find(({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom);
    return of(patch?.name ?? null);
  });
}

const value = (name: Patch['name'] | null) => (name === null ? 0 : NAMES.indexOf(name) + 1);
const corners = ({ left, top, right, bottom }: Patch) => [left, top, right, top, right, bottom, left, bottom];

/** COCO's form of the patches. */
export function cocoDocument(patches: readonly Patch[] = PATCHES) {
  return {
    images: ['a.png', 'b.png'].map((name, at) => ({ id: at + 1, file_name: name, width: WIDTH, height: HEIGHT })),
    categories: NAMES.map((name, at) => ({ id: 7 - at, name })),
    annotations: patches.map((patch, at) => ({
      id: at + 11,
      image_id: 1,
      category_id: 7 - NAMES.indexOf(patch.name),
      segmentation: [corners(patch)] as unknown,
    })),
  };
}

type Writer = (root: string, patches: readonly Patch[]) => Promise<void>;
const bothPictures = async (folder: string) => {
  await putPicture(join(folder, 'a.png'));
  await putPicture(join(folder, 'b.png'));
};

/** Writes the patches of the first picture in a layout. */
export const WRITERS: Readonly<Partial<Record<ProbeFormat, Writer>>> = {
  'coco-instances': async (root, patches) => {
    await bothPictures(join(root, 'images'));
    putJson(join(root, 'instances.json'), cocoDocument(patches));
  },
  'coco-panoptic': async (root, patches) => {
    await bothPictures(join(root, 'images'));
    const { annotations: _, ...document } = cocoDocument(patches);
    const segments = NAMES.map((_name, at) => ({ id: 300 + at, category_id: 7 - at }));
    const annotations = [{ image_id: 1, file_name: 'a.png', segments_info: segments }];
    putJson(join(root, 'panoptic.json'), { ...document, annotations });
    const id = (name: Patch['name'] | null) => (name === null ? [0, 0, 0] : [44 + NAMES.indexOf(name), 1, 0]);
    await putColours(join(root, 'panoptic', 'a.png'), pixels(patches, id).flat());
  },
  'roboflow-coco': async (root, patches) => {
    await bothPictures(join(root, 'train'));
    const document = cocoDocument(patches);
    putJson(join(root, 'train', '_annotations.coco.json'), {
      ...document,
      categories: [{ id: 0, name: 'project' }, ...document.categories],
    });
  },
  'voc-colour-labelmap': async (root, patches) => {
    await bothPictures(join(root, 'JPEGImages'));
    const colour = (name: Patch['name'] | null) => (name === null ? [0, 9, 0] : [9, 9, value(name)]);
    await putColours(join(root, 'SegmentationClass', 'a.png'), pixels(patches, colour).flat());
    await putColours(join(root, 'SegmentationClass', 'b.png'), pixels([], colour).flat());
    put(join(root, 'labelmap.txt'), 'background:0,9,0::\nleaf:9,9,1::\nstone:9,9,2::\n');
    put(join(root, 'ImageSets', 'Segmentation', 'train.txt'), 'a\nb\n');
  },
  'index-png-csv': async (root, patches) => {
    await bothPictures(join(root, 'images'));
    await putGrey(join(root, 'masks', 'a.png'), pixels(patches, value));
    put(join(root, 'classes.csv'), 'index,name\n0,background\n1,leaf\n2,stone\n');
  },
  'folders-binary': async (root, patches) => {
    await bothPictures(join(root, 'images'));
    for (const own of NAMES) {
      await putGrey(
        join(root, 'masks', own, 'a.png'),
        pixels(patches, (name) => (name === own ? 255 : 0)),
      );
    }
  },
  'roboflow-masks': async (root, patches) => {
    await bothPictures(join(root, 'train'));
    await putGrey(join(root, 'train', 'a_mask.png'), pixels(patches, value));
    await putGrey(join(root, 'train', 'b_mask.png'), pixels([], value));
    put(join(root, 'train', '_classes.csv'), 'Pixel Value, Class\n0, background\n1, leaf\n2, stone\n');
  },
  'mapillary-vistas': async (root, patches) => {
    await bothPictures(join(root, 'training', 'images'));
    const place = (name: Patch['name'] | null) => (name === null ? 2 : NAMES.indexOf(name));
    await putGrey(join(root, 'training', 'v2.0', 'labels', 'a.png'), pixels(patches, place));
    await putGrey(join(root, 'training', 'v2.0', 'labels', 'b.png'), pixels([], place));
    putJson(join(root, 'config_v2.0.json'), { labels: [...NAMES, 'void--unlabeled'].map((name) => ({ name })) });
  },
  labelme: async (root, patches) => {
    await bothPictures(root);
    for (const [name, own] of [['a', patches] as const, ['b', []] as const]) {
      const shapes = own.map((patch) => ({
        label: patch.name,
        shape_type: 'rectangle',
        // Both corners are inside.
        points: [
          [patch.left, patch.top],
          [patch.right - 1, patch.bottom - 1],
        ],
      }));
      putJson(join(root, `${name}.json`), { shapes, imagePath: `${name}.png`, imageHeight: HEIGHT, imageWidth: WIDTH });
    }
  },
  'voc-boxes': async (root, patches) => {
    await bothPictures(join(root, 'JPEGImages'));
    // Columns and rows count from 1, and both corners lie inside.
    const objects = patches.map(
      ({ name, left, top, right, bottom }) =>
        `<object><name>${name}</name><bndbox><xmin>${left + 1}</xmin><ymin>${top + 1}</ymin><xmax>${right}</xmax><ymax>${bottom}</ymax></bndbox></object>`,
    );
    const size = `<size><width>${WIDTH}</width><height>${HEIGHT}</height><depth>3</depth></size>`;
    const annotation = (name: string, inner: string) =>
      put(
        join(root, 'Annotations', `${name}.xml`),
        `<annotation><filename>${name}.png</filename>${size}${inner}</annotation>`,
      );
    annotation('a', objects.join(''));
    annotation('b', '');
  },
  'cvat-images': async (root, patches) => {
    await bothPictures(join(root, 'images'));
    const labels = NAMES.map((name) => `<label><name>${name}</name></label>`).join('');
    const boxes = patches
      .map(
        ({ name, left, top, right, bottom }) =>
          `<box label="${name}" xtl="${left}" ytl="${top}" xbr="${right}" ybr="${bottom}"/>`,
      )
      .join('');
    const image = (name: string, inner: string) =>
      `<image id="0" name="${name}" width="${WIDTH}" height="${HEIGHT}">${inner}</image>`;
    put(
      join(root, 'annotations.xml'),
      `<annotations><meta><task><labels>${labels}</labels></task></meta>${image('a.png', boxes)}${image('b.png', '')}</annotations>`,
    );
  },
  'label-studio': async (root, patches) => {
    await bothPictures(join(root, 'images'));
    const result = patches.map(({ name, left, top, right, bottom }, at) => ({
      id: `r${at}`,
      type: 'rectanglelabels',
      original_width: WIDTH,
      original_height: HEIGHT,
      value: {
        x: (100 * left) / WIDTH,
        y: (100 * top) / HEIGHT,
        width: (100 * (right - left)) / WIDTH,
        height: (100 * (bottom - top)) / HEIGHT,
        rotation: 0,
        rectanglelabels: [name],
      },
    }));
    putJson(join(root, 'project.json'), [
      { id: 1, data: { image: 'images/a.png' }, annotations: [{ result }] },
      { id: 2, data: { image: '/data/local-files/?d=images/b.png' }, annotations: [] },
    ]);
  },
  supervisely: async (root, patches) => {
    await bothPictures(join(root, 'ds', 'img'));
    putJson(join(root, 'meta.json'), { classes: NAMES.map((title) => ({ title })) });
    for (const [name, own] of [['a', patches] as const, ['b', []] as const]) {
      const objects = own.map((patch) => ({
        classTitle: patch.name,
        geometryType: 'rectangle',
        points: {
          exterior: [
            [patch.left, patch.top],
            [patch.right - 1, patch.bottom - 1],
          ],
          interior: [],
        },
      }));
      putJson(join(root, 'ds', 'ann', `${name}.png.json`), { size: { height: HEIGHT, width: WIDTH }, objects });
    }
  },
  datumaro: async (root, patches) => {
    await bothPictures(join(root, 'images', 'train'));
    const items = [
      { id: 'a', own: patches },
      { id: 'b', own: [] as Patch[] },
    ].map(({ id, own }) => ({
      id,
      image: { path: `${id}.png`, size: [HEIGHT, WIDTH] },
      annotations: own.map((patch) => ({
        type: 'polygon',
        label_id: NAMES.indexOf(patch.name),
        points: corners(patch),
      })),
    }));
    const labels = NAMES.map((name) => ({ name }));
    putJson(join(root, 'annotations', 'train.json'), { categories: { label: { labels } }, items });
  },
  via: async (root, patches) => {
    await bothPictures(root);
    const regions = patches.map(({ name, left, top, right, bottom }) => ({
      shape_attributes: { name: 'rect', x: left, y: top, width: right - left, height: bottom - top },
      region_attributes: { kind: name },
    }));
    putJson(join(root, 'via.json'), { a: { filename: 'a.png', regions }, b: { filename: 'b.png', regions: [] } });
  },
};
