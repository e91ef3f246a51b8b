import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { readCsv } from '../../csv-file.ts';
import { indexMaskImage } from '../files/index-masks.ts';
import { PictureTrunks, trunkOf } from '../files/match-masks.ts';
import { Names } from '../files/names.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { namedValues } from './named-values.ts';

const LIST = /(?:^|\/)_classes\.csv$/u;
const MASK_END = '_mask';
const MASKS = /_mask\.png$/u;

/** Roboflow's masks: `NAME_mask.png` beside every picture, values named by the folder's `_classes.csv`; 0 is the background. */
export const roboflowMasks: LayoutReader = {
  recognises: async (files) => files.matching(LIST).length > 0 && files.matching(MASKS).length > 0,
  read: async (files) => {
    const [names, voids] = [new Names(), new Names()];
    const images: LayoutImage[] = [];
    const annotations: string[] = [];
    for (const list of files.matching(LIST)) {
      const path = files.open(list, { where: list });
      annotations.push(path);
      const own = namedValues(await readCsv(path, ['Pixel Value', 'Class']), {
        file: path,
        valueColumn: 'Pixel Value',
        nameColumn: 'Class',
      });
      if (own.voids.length > 0)
        throw new DatasetError(`${path}: "${own.voids[0]}" names no class of Roboflow's. Take the row out.`);
      // Splits may list their names in another order.
      const shared = own.names.map((name) => names.labelOf(name));
      const labels = new Map(
        [...own.labels].map(([value, label]): [number, number] => [
          value,
          label === 0 ? 0 : (shared[label - 1] as number),
        ]),
      );
      const folder = posix.dirname(list);
      const here = (found: string) => posix.dirname(found) === folder;
      const pictures = new PictureTrunks(
        files.pictures().filter((found) => here(found) && !MASKS.test(found)),
        trunkOf,
      );
      const split = folder === '.' ? null : posix.basename(folder);
      for (const mask of files.matching(MASKS).filter(here)) {
        const trunk = trunkOf(mask).slice(0, -MASK_END.length);
        const picture = pictures.of(trunk, mask);
        images.push(
          indexMaskImage({
            files,
            picture,
            mask,
            table: { labels, namedBy: '_classes.csv' },
            item: posix.basename(trunk),
            split,
          }),
        );
      }
    }
    return { names: names.list, voids: voids.list, images, annotations, upright: false, notes: [] };
  },
};
