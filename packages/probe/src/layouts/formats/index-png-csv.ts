import { DatasetError } from '@strata/domain';
import { readCsv } from '../../csv-file.ts';
import { emptyImage, indexMaskImage, withVoid } from '../files/index-masks.ts';
import { PictureTrunks, trunkBelow } from '../files/match-masks.ts';
import type { LayoutReader } from '../layout.ts';
import { namedValues } from './named-values.ts';

const LIST = /^(?:classes|labels|names)\.csv$/u;
const MASK_FOLDERS = ['masks', 'labels', 'annotations', 'segmentation'];

/** A folder of pictures and one of PNGs of numbers with the same names, `classes.csv` (index, name) beside them; 0 is the background. */
export const indexPngCsv: LayoutReader = {
  takes: ['void'],
  recognises: async (files) =>
    files.matching(LIST).length > 0 && files.pictures('images').length > 0 && maskFolder(files.all) !== undefined,
  read: async (files, { voidLabels }) => {
    const [list] = files.matching(LIST);
    const folder = maskFolder(files.all);
    if (list === undefined || folder === undefined) {
      throw new DatasetError(
        `${files.root}: expected classes.csv (index, name) and the folders images and masks, found ${list ?? 'no list'} and ${folder ?? 'no masks'}.`,
      );
    }
    const path = files.open(list, { where: list });
    const { names, voids, labels } = namedValues(await readCsv(path, ['index', 'name']), {
      file: path,
      valueColumn: 'index',
      nameColumn: 'name',
    });
    const table = withVoid({ labels, namedBy: list }, { voidLabels, place: 0 });
    const pictures = new PictureTrunks(files.pictures('images'), trunkBelow('images'));
    const masked = new Set<string>();
    const images = files.pictures(folder).map((mask) => {
      const trunk = trunkBelow(folder)(mask);
      const picture = pictures.of(trunk, mask);
      masked.add(picture);
      return indexMaskImage({ files, picture, mask, table, item: trunk, split: null });
    });
    const bare = pictures.all.filter((picture) => !masked.has(picture));
    return {
      names,
      voids: voids.length === 0 && voidLabels.length > 0 ? ['void'] : voids,
      images: [...images, ...bare.map((picture) => emptyImage(files, picture, { split: null }))],
      annotations: [path],
      upright: false,
      notes: bare.length > 0 ? [`${bare.length} pictures have no mask: they hold no concept.`] : [],
    };
  },
};

function maskFolder(all: readonly string[]): string | undefined {
  return MASK_FOLDERS.find((folder) => all.some((path) => path.startsWith(`${folder}/`) && path.endsWith('.png')));
}
