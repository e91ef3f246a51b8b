import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { type IndexTable, indexMaskImage, voidLabel, withVoid } from '../files/index-masks.ts';
import { PictureTrunks, trunkBelow } from '../files/match-masks.ts';
import { Names } from '../files/names.ts';
import { readLines } from '../files/read-text.ts';
import type { LayoutChoices, LayoutImage, LayoutReader } from '../layout.ts';
import { readColourPng } from '../pixels/read-png.ts';

/** Of the challenge, by their numbers from 1. */
const NAMES =
  'aeroplane bicycle bird boat bottle bus car cat chair cow diningtable dog horse motorbike person pottedplant sheep sofa train tvmonitor'.split(
    ' ',
  );
const BACKGROUND = 0;
/** The border of objects, and what is hard to tell. */
const VOID = 255;
const MASKS = /(?:^|\/)SegmentationClass\/[^/]+\.png$/u;
const LABEL_MAP = /(?:^|\/)labelmap\.txt$/u;
const SETS = /(?:^|\/)ImageSets\/Segmentation\/([^/]+)\.txt$/u;

/** Pascal VOC's segmentation: the palette's place is the class, 255 a border; the lists of sets say which images belong to it. */
export const vocSegmentation: LayoutReader = {
  takes: ['pick', 'void'],
  recognises: async (files) => files.matching(MASKS).length > 0 && files.matching(LABEL_MAP).length === 0,
  read: async (files, { pick, voidLabels }) => {
    const labels = new Map([
      [BACKGROUND, 0],
      [VOID, voidLabel(0)],
      ...NAMES.map((_, at): [number, number] => [at + 1, at + 1]),
    ]);
    const table = withVoid({ labels, namedBy: "Pascal VOC's list of classes" }, { voidLabels, place: 0 });
    const { images, annotations } = await readSets(files, {
      pick,
      imageOf: (parts) => indexMaskImage({ ...parts, files, table }),
    });
    return { names: NAMES, voids: ['void'], images, annotations, upright: false, notes: [] };
  },
};

/** The same folders with masks in colours, and `labelmap.txt` that names these (CVAT and Datumaro write it). */
export const vocColourLabelmap: LayoutReader = {
  takes: ['pick'],
  recognises: async (files) => files.matching(MASKS).length > 0 && files.matching(LABEL_MAP).length > 0,
  read: async (files, { pick }) => {
    const [found] = files.matching(LABEL_MAP);
    if (found === undefined) throw new DatasetError(`${files.root}: expected labelmap.txt, found none.`);
    const path = files.open(found, { where: found });
    const { names, voids, colours } = await readLabelMap(path);
    const { images, annotations } = await readSets(files, {
      pick,
      imageOf: (parts) => {
        // Its numbers are never read, only its size.
        const image = indexMaskImage({ ...parts, files, table: { labels: new Map(), namedBy: 'labelmap.txt' } });
        return {
          ...image,
          read: async () => [await coloursToLabels(image.maskFile as string, { colours, item: parts.item })],
        };
      },
    });
    return { names, voids, images, annotations: [path, ...annotations], upright: false, notes: [] };
  },
};

interface ImageParts {
  readonly picture: string;
  readonly mask: string;
  readonly item: string;
  readonly split: string | null;
}

interface SetsContext extends Pick<LayoutChoices, 'pick'> {
  readonly imageOf: (parts: ImageParts) => LayoutImage;
}

/** The images that the sets list, or that have masks where there are no sets. */
async function readSets(files: DatasetFiles, { pick, imageOf }: SetsContext) {
  const sets = files.matching(SETS).map((path) => ({ path, name: SETS.exec(path)?.[1] as string }));
  const wanted = pick === null ? sets : sets.filter(({ name }) => name === pick);
  if (pick !== null && wanted.length === 0) {
    throw new DatasetError(
      `${files.root}: expected the set ${pick}, found ${sets.map(({ name }) => name).join(', ') || 'no sets'}.`,
    );
  }
  const base = posix.dirname(posix.dirname(files.matching(MASKS)[0] ?? files.matching(SETS)[0] ?? 'a/b'));
  const root = base === '.' ? '' : `${base}/`;
  const folder = `${root}JPEGImages`;
  const pictures = new PictureTrunks(files.pictures(folder), trunkBelow(folder));
  const images = new Map<string, LayoutImage>();
  const annotations: string[] = [];
  const add = (item: string, split: string | null) => {
    const mask = `${root}SegmentationClass/${item}.png`;
    if (images.has(item)) return;
    images.set(item, imageOf({ picture: pictures.of(item, mask), mask, item, split }));
  };
  for (const { path, name } of order(wanted)) {
    const absolute = files.open(path, { where: path });
    annotations.push(absolute);
    for (const { text } of await readLines(absolute)) add(text.split(/\s+/u)[0] as string, name);
  }
  if (wanted.length === 0) for (const mask of files.matching(MASKS)) add(posix.basename(mask, '.png'), null);
  return { images: [...images.values()], annotations };
}

/** Sets that are parts come before those that hold them all, so that an image's split is its own. */
function order<Set extends { readonly name: string }>(sets: readonly Set[]): Set[] {
  return [...sets].sort((a, b) => Number(a.name === 'trainval') - Number(b.name === 'trainval'));
}

/** "name:r,g,b:parts:actions", a line each; the colours' keys are their numbers. */
async function readLabelMap(path: string) {
  const [names, voids] = [new Names(), new Names()];
  const colours = new Map<number, number>();
  for (const { line, text } of await readLines(path)) {
    if (text.startsWith('#')) continue;
    const [, name = '', r, g, b] = /^(.*?)\s*:\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?::.*)?$/u.exec(text) ?? [];
    if (name === '')
      throw new DatasetError(`${path}, line ${line}: expected "name:red,green,blue::", found "${text.slice(0, 60)}".`);
    const colour = colourKey(Number(r), Number(g), Number(b));
    if (colours.has(colour))
      throw new DatasetError(`${path}, line ${line}: the colour ${r},${g},${b} occurs twice. Give "${name}" its own.`);
    const isVoid = /^(?:ignored|void)$/u.test(name);
    colours.set(colour, name === 'background' ? 0 : isVoid ? voidLabel(voids.labelOf(name) - 1) : names.labelOf(name));
  }
  return { names: names.list, voids: voids.list, colours };
}

function colourKey(r: number, g: number, b: number): number {
  return r * 65_536 + g * 256 + b;
}

async function coloursToLabels(
  mask: string,
  { colours, item }: { readonly colours: IndexTable['labels']; readonly item: string },
): Promise<Uint16Array> {
  const { rgb, width, height } = await readColourPng(mask, `${mask}, ${item}`);
  const labels = new Uint16Array(width * height);
  for (let at = 0; at < labels.length; at += 1) {
    const [r, g, b] = [rgb[3 * at] as number, rgb[3 * at + 1] as number, rgb[3 * at + 2] as number];
    const label = colours.get(colourKey(r, g, b));
    if (label === undefined) {
      throw new DatasetError(
        `${mask}, ${item}: colour ${r},${g},${b}: pixels have a colour that labelmap.txt does not name. Name it there.`,
      );
    }
    labels[at] = label;
  }
  return labels;
}
