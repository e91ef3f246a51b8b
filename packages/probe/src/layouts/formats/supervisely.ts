import { posix } from 'node:path';
import { inflateSync } from 'node:zlib';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import { closedBox, type Drawn, drawAll, placedMask, requirePolygon } from '../files/shapes.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { fillPolygon } from '../pixels/filled-polygon.ts';
import { pngHeader, readShownPng } from '../pixels/read-png.ts';

const META = z.object({ classes: z.array(z.object({ title: z.string().min(1) })) });
const POINT = z.tuple([z.number(), z.number()]);
const ANNOTATION = z.object({
  size: z.object({ height: z.int().positive(), width: z.int().positive() }),
  objects: z.array(z.unknown()),
});
const OBJECT = z.object({
  classTitle: z.string().min(1),
  geometryType: z.string().optional(),
  shape: z.string().optional(),
  points: z.object({ exterior: z.array(POINT), interior: z.array(z.array(POINT)).optional() }).optional(),
  bitmap: z.object({ origin: POINT, data: z.string() }).nullish(),
});
type SuperviselyObject = z.infer<typeof OBJECT>;
type Points = readonly (readonly [number, number])[];

const ANNOTATIONS = /(?:^|\/)ann\/[^/]+\.json$/u;
const META_FILE = /(?:^|\/)meta\.json$/u;
const WITHOUT_AREA = ['line', 'polyline', 'point', 'graph', 'cuboid', 'any'];
const PNG_BYTES_MAX = 256 * 2 ** 20;

/** Supervisely: `DATASET/ann/NAME.json` beside `DATASET/img/NAME`; bitmaps placed by column and row, polygons and rectangles with their boundary. */
export const supervisely: LayoutReader = {
  recognises: async (files) => files.matching(META_FILE).length > 0 && files.matching(ANNOTATIONS).length > 0,
  read: async (files) => {
    const [found] = files.matching(META_FILE);
    if (found === undefined) throw new DatasetError(`${files.root}: expected meta.json with the classes, found none.`);
    const meta = files.open(found, { where: found });
    const names = new Names(expectForm(META, await readJson(meta), meta).classes.map(({ title }) => title));
    const images: LayoutImage[] = [];
    const annotations = [meta];
    let without = 0;
    for (const file of files.matching(ANNOTATIONS)) {
      const path = files.open(file, { where: file });
      annotations.push(path);
      const read = await imageOf(path, { file, files, names });
      without += read.without;
      images.push(read.image);
    }
    const notes = without > 0 ? [`${without} lines and points have no area: they are left out.`] : [];
    return { names: names.list, voids: [], images, boxed: names.boxed, annotations, upright: true, notes };
  },
};

interface ImageContext {
  readonly file: string;
  readonly files: DatasetFiles;
  readonly names: Names;
}

async function imageOf(
  path: string,
  { file, files, names }: ImageContext,
): Promise<{ image: LayoutImage; without: number }> {
  const { size, objects } = expectForm(ANNOTATION, await readJson(path), path);
  const name = posix.basename(file, '.json');
  const picture = posix.join(posix.dirname(posix.dirname(file)), 'img', name);
  const drawn: Drawn[] = [];
  let without = 0;
  for (const [at, value] of objects.entries()) {
    const where = `${path}, object ${at}`;
    const object = expectForm(OBJECT, value, where);
    const label = names.known(object.classTitle);
    if (label === undefined)
      throw new DatasetError(`${where}: class "${object.classTitle}" is not in meta.json. Add it there.`);
    const draw = drawnOf(object, { label, where });
    if (draw === null) without += 1;
    else drawn.push(draw);
    if ((object.geometryType ?? object.shape) === 'rectangle') names.boxed.add(label);
  }
  const image = {
    file: picture,
    path: files.open(picture, { where: path }),
    item: name,
    split: null,
    told: { height: size.height, width: size.width },
    maskFile: null,
    masks: [],
    read: (frame: { height: number; width: number }) => drawAll(drawn, frame),
  };
  return { image, without };
}

interface Place {
  readonly label: number;
  readonly where: string;
}

function drawnOf({ geometryType, shape, points, bitmap }: SuperviselyObject, { label, where }: Place): Drawn | null {
  const kind = geometryType ?? shape ?? (bitmap ? 'bitmap' : 'polygon');
  if (WITHOUT_AREA.includes(kind)) return null;
  if (bitmap && (kind === 'bitmap' || kind === 'alpha_mask')) return drawnBitmap(bitmap, { label, where });
  const exterior = rounded(points?.exterior ?? []);
  if (kind === 'polygon') return drawnPolygon(exterior, { holes: (points?.interior ?? []).map(rounded), label, where });
  const [a, b] = exterior;
  if (kind === 'rectangle' && a !== undefined && b !== undefined) return closedBox(a, { b, label });
  throw new DatasetError(`${where}: expected a bitmap, polygon or rectangle with its points, found "${kind}".`);
}

function rounded(points: Points): Points {
  return points.map(([x, y]) => [Math.round(x), Math.round(y)] as const);
}

interface PolygonPlace extends Place {
  readonly holes: readonly Points[];
}

/** Holes are cut out with their boundary. */
function drawnPolygon(exterior: Points, { holes, label, where }: PolygonPlace): Drawn {
  for (const ring of [exterior, ...holes]) requirePolygon(ring.flat(), where);
  return (stack) => {
    const bits = new Uint8Array(stack.height * stack.width);
    fillPolygon(exterior, stack, (pixel) => {
      bits[pixel] = 1;
    });
    for (const hole of holes) {
      fillPolygon(hole, stack, (pixel) => {
        bits[pixel] = 0;
      });
    }
    stack.addBits({ bits, left: 0, top: 0, height: stack.height, width: stack.width }, label);
  };
}

/** A PNG, packed twice over; its origin is column and row. */
function drawnBitmap({ origin, data }: NonNullable<SuperviselyObject['bitmap']>, { label, where }: Place): Drawn {
  let png: Buffer;
  try {
    png = inflateSync(Buffer.from(data, 'base64'), { maxOutputLength: PNG_BYTES_MAX });
  } catch (cause) {
    throw new DatasetError(`${where}: the bitmap's data can't be unpacked. Export the project again.`, { cause });
  }
  const { width, height } = pngHeader(png, where);
  const [left, top] = [Math.round(origin[0]), Math.round(origin[1])];
  return async (stack) =>
    placedMask(
      { bits: await readShownPng(png, where), left, top, width, height },
      { label, where, called: 'bitmap' },
    )(stack);
}
