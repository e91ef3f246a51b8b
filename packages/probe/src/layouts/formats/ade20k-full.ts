import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { type IndexTable, toLabels } from '../files/index-masks.ts';
import { PictureTrunks, trunkOf } from '../files/match-masks.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { type PngHeader, pngHeader, readColourPng } from '../pixels/read-png.ts';

const MASKS = /_seg\.png$/u;
const PARTS = /_parts_\d+\.png$/u;
const FORM = z.object({ annotation: z.object({ object: z.array(z.unknown()) }) });
const OBJECT = z.object({ id: z.unknown(), name: z.string().min(1), name_ndx: z.int().min(0) });
/** Of red: it counts in tens. */
const RED_STEP = 10;

/** The full ADE20K: the class is red / 10 · 256 + green of `_seg.png` and of each level of `_parts_N.png`; the JSON names it. */
export const ade20kFull: LayoutReader = {
  recognises: async (files) => files.matching(MASKS).some((mask) => files.has(mask.replace(MASKS, '.json'))),
  read: async (files) => {
    const masks = files.matching(MASKS);
    const partsOf = new Map<string, string[]>();
    for (const part of files.matching(PARTS)) {
      const trunk = part.replace(PARTS, '');
      partsOf.set(trunk, [...(partsOf.get(trunk) ?? []), part]);
    }
    const nameOf = new Map<number, { name: string; path: string }>();
    const classes = new Map<string, ReadonlySet<number>>();
    const annotations: string[] = [];
    for (const mask of masks) {
      const path = files.open(mask.replace(MASKS, '.json'), { where: mask });
      annotations.push(path);
      classes.set(mask, await classesOf(path, nameOf));
    }
    // Of all images, by the numbers of their classes.
    const names = new Names([...nameOf].sort(([a], [b]) => a - b).map(([, { name }]) => name));
    const pictures = new PictureTrunks(
      files.pictures().filter((path) => !MASKS.test(path) && !PARTS.test(path)),
      trunkOf,
    );
    const images = masks.map((mask) => {
      const trunk = mask.replace(MASKS, '');
      const own = [...(classes.get(mask) ?? [])].map((index): [number, number] => [
        index,
        names.labelOf(nameOf.get(index)?.name as string),
      ]);
      const table = { labels: new Map([[0, 0], ...own]), namedBy: 'the JSON', called: 'class' };
      return imageOf(files, { picture: pictures.of(trunk, mask), masks: [mask, ...(partsOf.get(trunk) ?? [])], table });
    });
    return { names: names.list, voids: [], images, annotations, upright: false, notes: [] };
  },
};

/**
 * The classes that a JSON file names; `nameOf` gets the name of each and the file that has it.
 * @throws DatasetError when a class has two names
 */
async function classesOf(path: string, nameOf: Map<number, { name: string; path: string }>): Promise<Set<number>> {
  const classes = new Set<number>();
  const { annotation } = expectForm(FORM, await readJson(path), path);
  for (const [at, value] of annotation.object.entries()) {
    const { name, name_ndx: index } = expectForm(OBJECT, value, `${path}, object ${at}`);
    // 0 is no class.
    if (index === 0) continue;
    const before = nameOf.get(index);
    if (before !== undefined && before.name !== name) {
      throw new DatasetError(
        `${path}, object ${at}: class ${index} is "${name}", and "${before.name}" in ${before.path}. Correct one of them.`,
      );
    }
    nameOf.set(index, { name, path });
    classes.add(index);
  }
  return classes;
}

interface AdeImage {
  readonly picture: string;
  readonly masks: readonly string[];
  readonly table: IndexTable;
}

function imageOf(files: DatasetFiles, { picture, masks, table }: AdeImage): LayoutImage {
  const item = posix.basename(trunkOf(picture));
  const paths = masks.map((mask) => files.open(mask, { where: mask }));
  const sizes = paths.map((path) => pngHeader(readFileSync(path), `${path}, ${item}`));
  const [first] = sizes as [PngHeader];
  const other = sizes.findIndex(({ width, height }) => width !== first.width || height !== first.height);
  if (other >= 0)
    throw new DatasetError(
      `${paths[other]}, ${item}: the mask is ${sizes[other]?.width}x${sizes[other]?.height}, ${paths[0]} is ${first.width}x${first.height}.`,
    );
  return {
    file: picture,
    path: files.open(picture, { where: picture }),
    item,
    split: /(?:^|\/)(training|validation)\//u.exec(picture)?.[1] ?? null,
    told: { width: first.width, height: first.height },
    maskFile: paths[0] as string,
    masks: paths,
    read: async () => Promise.all(paths.map((path) => readClasses(path, table))),
  };
}

async function readClasses(path: string, table: IndexTable): Promise<Uint16Array> {
  const { rgb, width, height } = await readColourPng(path, path);
  const classes = new Uint32Array(width * height);
  for (let at = 0; at < classes.length; at += 1) {
    classes[at] = Math.floor((rgb[3 * at] as number) / RED_STEP) * 256 + (rgb[3 * at + 1] as number);
  }
  return toLabels(classes, { table, mask: path });
}
