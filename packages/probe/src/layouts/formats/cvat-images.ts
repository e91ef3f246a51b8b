import { DatasetError } from '@strata/domain';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { findPicture } from '../files/find-picture.ts';
import { Names } from '../files/names.ts';
import { listOf, readXml, type XmlNode } from '../files/read-xml.ts';
import { cocoPolygon, type Drawn, drawAll, placedMask } from '../files/shapes.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { boxCorners, radians, turned } from '../pixels/corners.ts';
import { drawOval } from '../pixels/drawn-oval.ts';
import { runsToBits } from '../pixels/row-runs.ts';

const FILES = /(?:^|\/)[^/]*\.xml$/iu;
/** Kinds of shapes with an area, and what draws each. */
const SHAPES: Readonly<Record<string, (node: XmlNode, place: Place) => Drawn>> = {
  polygon: drawnPolygon,
  box: drawnBox,
  ellipse: drawnEllipse,
  mask: drawnMask,
};
const WITHOUT_AREA = ['polyline', 'points', 'skeleton', 'cuboid', 'tag'];

interface Place {
  readonly label: number;
  /** File and item. */
  readonly where: string;
}

/** CVAT for images 1.1: polygons, boxes and ellipses turned about their centre, and masks whose runs go row by row over their box. */
export const cvatImages: LayoutReader = {
  recognises: async (files) => {
    const [first] = files.matching(FILES);
    if (first === undefined) return false;
    const { annotations } = await readXml(files.open(first, { where: first })).catch(() => ({
      annotations: undefined,
    }));
    return typeof annotations === 'object';
  },
  read: async (files) => {
    const names = new Names();
    const images: LayoutImage[] = [];
    const paths: string[] = [];
    let without = 0;
    for (const file of files.matching(FILES)) {
      const path = files.open(file, { where: file });
      const [root] = listOf(await readXml(path), 'annotations');
      if (root === undefined)
        throw new DatasetError(`${path}: expected <annotations> of CVAT for images 1.1, found something else.`);
      if (listOf(root, 'track').length > 0)
        throw new DatasetError(
          `${path}: expected CVAT for images, found tracks of CVAT for video. Export the task as "CVAT for images 1.1".`,
        );
      paths.push(path);
      for (const name of labelNames(root)) names.labelOf(name);
      for (const node of listOf(root, 'image')) {
        const read = imageOf(node, { files, path, names });
        without += read.without;
        images.push(read.image);
      }
    }
    const notes = without > 0 ? [`${without} lines, points, tags and cuboids have no area: they are left out.`] : [];
    return { names: names.list, voids: [], images, boxed: names.boxed, annotations: paths, upright: true, notes };
  },
};

/** Of the task, the job or the project. */
function labelNames(root: XmlNode): string[] {
  const [meta] = listOf(root, 'meta');
  const about = ['task', 'job', 'project'].flatMap((kind) => (meta ? listOf(meta, kind) : []));
  const labels = about.flatMap((one) => listOf(one, 'labels')).flatMap((one) => listOf(one, 'label'));
  return labels.flatMap(({ name, parent }) => (typeof name === 'string' && name !== '' && !parent ? [name] : []));
}

interface ImageContext {
  readonly files: DatasetFiles;
  readonly path: string;
  readonly names: Names;
}

function imageOf(node: XmlNode, { files, path, names }: ImageContext): { image: LayoutImage; without: number } {
  const name = textOf(node, { key: 'name', where: `${path}, image` });
  const where = `${path}, image ${name}`;
  const told = { height: numberOf(node, { key: 'height', where }), width: numberOf(node, { key: 'width', where }) };
  const picture = findPicture(files, name, { where, folders: ['images', ''] });
  const objects: Drawn[] = [];
  for (const [kind, draw] of Object.entries(SHAPES)) {
    for (const [at, shape] of listOf(node, kind).entries()) {
      const label = textOf(shape, { key: 'label', where: `${where}, ${kind} ${at}` });
      const known = names.known(label);
      if (known === undefined)
        throw new DatasetError(
          `${where}, ${kind} ${at} (${label}): the label "${label}" is not in the list of labels. Add it there.`,
        );
      if (kind === 'box') names.boxed.add(known);
      objects.push(draw(shape, { label: known, where: `${where}, ${kind} ${at} (${label})` }));
    }
  }
  const without = WITHOUT_AREA.reduce((sum, kind) => sum + listOf(node, kind).length, 0);
  const image = {
    file: picture,
    path: files.open(picture, { where }),
    item: `image ${name}`,
    split: typeof node.subset === 'string' && node.subset !== '' ? node.subset : null,
    told,
    maskFile: null,
    masks: [],
    read: (frame: { height: number; width: number }) => drawAll(objects, frame),
  };
  return { image, without };
}

interface Field {
  readonly key: string;
  readonly where: string;
  readonly otherwise?: number;
}

function textOf(node: XmlNode, { key, where }: Field): string {
  const value = node[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new DatasetError(`${where}: expected the attribute ${key}, found none.`);
}

function numberOf(node: XmlNode, { key, where, otherwise }: Field): number {
  if (otherwise !== undefined && node[key] === undefined) return otherwise;
  const text = textOf(node, { key, where });
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new DatasetError(`${where}: expected a number in ${key}, found "${text.slice(0, 40)}".`);
}

function drawnPolygon(node: XmlNode, { label, where }: Place): Drawn {
  const corners = textOf(node, { key: 'points', where }).split(/[;,]/u).map(Number);
  return cocoPolygon(corners, { label, where });
}

function drawnBox(node: XmlNode, { label, where }: Place): Drawn {
  const [left, top, right, bottom] = ['xtl', 'ytl', 'xbr', 'ybr'].map((key) => numberOf(node, { key, where })) as [
    number,
    number,
    number,
    number,
  ];
  const angle = radians(numberOf(node, { key: 'rotation', where, otherwise: 0 }));
  const corners = boxCorners({ left, top, right, bottom });
  return cocoPolygon(turned(corners, { cx: (left + right) / 2, cy: (top + bottom) / 2, angle }), { label, where });
}

function drawnEllipse(node: XmlNode, { label, where }: Place): Drawn {
  const [cx, cy, rx, ry] = ['cx', 'cy', 'rx', 'ry'].map((key) => numberOf(node, { key, where })) as [
    number,
    number,
    number,
    number,
  ];
  const angle = radians(numberOf(node, { key: 'rotation', where, otherwise: 0 }));
  return (stack) => drawOval({ cx, cy, rx, ry, angle }, stack, (pixel) => stack.mark(pixel, label));
}

function drawnMask(node: XmlNode, { label, where }: Place): Drawn {
  const [left, top, width, height] = ['left', 'top', 'width', 'height'].map((key) =>
    numberOf(node, { key, where }),
  ) as [number, number, number, number];
  const runs = textOf(node, { key: 'rle', where }).split(',').map(Number);
  const bits = runsToBits(runs, { height, width, where });
  return placedMask({ bits, left, top, width, height }, { label, where });
}
