import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { MaskShape } from '../../probe-dataset.ts';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { indexMaskImage, toLabels, voidLabel } from '../files/index-masks.ts';
import { PictureTrunks } from '../files/match-masks.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import type { Layout, LayoutImage, LayoutReader } from '../layout.ts';
import { drawPolygon } from '../pixels/drawn-polygon.ts';
import {
  CITYSCAPES_NAMES,
  CITYSCAPES_VOIDS,
  cityscapesId,
  cityscapesPlaces,
  NEVER_DRAWN,
} from './cityscapes-labels.ts';

const MASKS = /_gt(?:Fine|Coarse)_labelIds\.png$/u;
const POLYGONS = /_gt(?:Fine|Coarse)_polygons\.json$/u;
const PICTURE = /_leftImg8bit\.(?:png|jpe?g)$/u;
const POINT = z.tuple([z.number(), z.number()]);
const ANNOTATION = z.object({
  imgHeight: z.int().positive(),
  imgWidth: z.int().positive(),
  objects: z.array(z.unknown()),
});
const OBJECT = z.object({ label: z.string(), polygon: z.array(POINT).min(1), deleted: z.unknown().optional() });
/** Whatever no polygon covers. */
const UNLABELED = 0;
const LABELS = new Map(cityscapesPlaces().map(({ id, place, isVoid }) => [id, isVoid ? voidLabel(place) : place + 1]));
const TABLE = { labels: LABELS, namedBy: "Cityscapes' list of labels" };

/** Cityscapes' label images: values are ids, those of void classes are no concepts; train ids are never read. */
export const cityscapesLabelIds: LayoutReader = {
  recognises: async (files) => files.matching(MASKS).length > 0,
  read: async (files) => {
    const pictures = picturesOf(files);
    return layoutOf(
      files.matching(MASKS).map((mask) => {
        const item = posix.basename(mask).replace(MASKS, '');
        return indexMaskImage({
          files,
          picture: pictures.of(item, mask),
          mask,
          table: TABLE,
          item,
          split: splitOf(mask),
        });
      }),
      [],
    );
  },
};

/** Cityscapes' polygons, drawn in their order: a later one takes the pixels of an earlier one. */
export const cityscapesPolygons: LayoutReader = {
  recognises: async (files) => files.matching(POLYGONS).length > 0,
  read: async (files) => {
    const pictures = picturesOf(files);
    const images: LayoutImage[] = [];
    const annotations: string[] = [];
    for (const file of files.matching(POLYGONS)) {
      const item = posix.basename(file).replace(POLYGONS, '');
      const path = files.open(file, { where: file });
      annotations.push(path);
      const { imgHeight: height, imgWidth: width } = expectForm(ANNOTATION, await readJson(path), path);
      const picture = pictures.of(item, file);
      images.push({
        file: picture,
        path: files.open(picture, { where: file }),
        item,
        split: splitOf(file),
        told: { height, width },
        maskFile: null,
        masks: [],
        read: async (frame) => [toLabels(await drawIds(path, frame), { table: TABLE, mask: path })],
      });
    }
    return layoutOf(images, annotations);
  },
};

function layoutOf(images: readonly LayoutImage[], annotations: readonly string[]): Layout {
  return { names: CITYSCAPES_NAMES, voids: CITYSCAPES_VOIDS, images, annotations, upright: false, notes: [] };
}

function picturesOf(files: DatasetFiles): PictureTrunks {
  return new PictureTrunks(files.matching(PICTURE), (path) => posix.basename(path).replace(PICTURE, ''));
}

function splitOf(path: string): string | null {
  return /(?:^|\/)(train|val|test|train_extra)\//u.exec(path)?.[1] ?? null;
}

/** Source: createLabelImage of cityscapesScripts. */
async function drawIds(path: string, frame: MaskShape): Promise<Uint8Array> {
  const { objects } = expectForm(ANNOTATION, await readJson(path), path);
  const ids = new Uint8Array(frame.height * frame.width).fill(UNLABELED);
  for (const [at, value] of objects.entries()) {
    const where = `${path}, object ${at}`;
    const { label, polygon, deleted } = expectForm(OBJECT, value, where);
    if (deleted !== undefined && deleted !== 0 && deleted !== false) continue;
    if (label === NEVER_DRAWN || label === `${NEVER_DRAWN}group`) continue;
    const id = cityscapesId(label);
    if (id === null) throw new DatasetError(`${where}: label "${label}" is none of Cityscapes' labels. Correct it.`);
    drawPolygon(polygon, frame, (pixel) => {
      ids[pixel] = id;
    });
  }
  return ids;
}
