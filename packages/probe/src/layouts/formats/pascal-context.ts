import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { type IndexTable, toLabels, withVoid } from '../files/index-masks.ts';
import { PictureTrunks, stemOf } from '../files/match-masks.ts';
import { Names } from '../files/names.ts';
import { numberedNames } from '../files/read-text.ts';
import type { LayoutReader } from '../layout.ts';
import { readMatrix } from '../pixels/read-matrix.ts';

const MATRICES = /(?:^|\/)[^/]+\.mat$/u;
const LIST = /(?:^|\/)labels\.txt$/u;
const VARIABLE = 'LabelMap';

/** Pascal Context's full labels: a MATLAB file a picture with the matrix `LabelMap`, and `labels.txt` with "index: name". */
export const pascalContext: LayoutReader = {
  takes: ['void'],
  recognises: async (files) => files.matching(MATRICES).length > 0 && files.matching(LIST).length > 0,
  read: async (files, { voidLabels }) => {
    const [list] = files.matching(LIST);
    if (list === undefined)
      throw new DatasetError(`${files.root}: expected labels.txt with lines such as "2: aeroplane", found none.`);
    const path = files.open(list, { where: list });
    const names = new Names();
    const labels = new Map([[0, 0]]);
    for (const [index, name] of await numberedNames(path, /^(\d+)\s*:\s*(.+)$/u)) {
      if (index > 0) labels.set(index, names.labelOf(name));
    }
    const table: IndexTable = withVoid({ labels, namedBy: 'labels.txt' }, { voidLabels, place: 0 });
    const pictures = new PictureTrunks(
      files.pictures().filter((picture) => !/(?:^|\/)Segmentation(?:Class|Object)\//u.test(picture)),
    );
    const images = [];
    for (const matrix of files.matching(MATRICES)) {
      const item = stemOf(matrix);
      const picture = pictures.of(item, matrix);
      const file = files.open(matrix, { where: matrix });
      const { height, width } = await readMatrix(file, VARIABLE);
      const folder = posix.basename(posix.dirname(matrix));
      images.push({
        file: picture,
        path: files.open(picture, { where: matrix }),
        item,
        split: ['train', 'val', 'trainval', 'test'].includes(folder) ? folder : null,
        told: { height, width },
        maskFile: file,
        masks: [file],
        read: async () => [toLabels((await readMatrix(file, VARIABLE)).values, { table, mask: file })],
      });
    }
    return {
      names: names.list,
      voids: voidLabels.length > 0 ? ['void'] : [],
      images,
      annotations: [path],
      upright: false,
      notes: [],
    };
  },
};
