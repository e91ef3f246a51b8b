import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { indexMaskImage, voidLabel, withVoid } from '../files/index-masks.ts';
import { PictureTrunks, trunkBelow, trunkOf } from '../files/match-masks.ts';
import { Names } from '../files/names.ts';
import { readLines } from '../files/read-text.ts';
import type { LayoutReader } from '../layout.ts';

const LIST = /(?:^|\/)objectInfo150\.txt$/u;
const MASKS = /(?:^|\/)annotations\/(?:.*\/)?[^/]+\.png$/u;

/** ADE20K's scene parsing benchmark: the value is `Idx` of `objectInfo150.txt`, 0 is what is none of the classes. */
export const ade20k150: LayoutReader = {
  takes: ['void'],
  recognises: async (files) => files.matching(LIST).length > 0,
  read: async (files, { voidLabels }) => {
    const [found] = files.matching(LIST);
    if (found === undefined) throw new DatasetError(`${files.root}: expected objectInfo150.txt, found none.`);
    const list = files.open(found, { where: found });
    const names = new Names();
    const labels = new Map([[0, voidLabel(0)]]);
    for (const { line, text } of await readLines(list)) {
      const [index = '', ...rest] = text.split('\t');
      const name = rest.at(-1)?.trim() ?? '';
      if (line === 1 && !/^\d+$/u.test(index)) continue;
      if (!/^\d+$/u.test(index) || name === '') {
        throw new DatasetError(
          `${list}, line ${line}: expected Idx, shares and Name separated by tabs, found "${text.slice(0, 60)}".`,
        );
      }
      if (labels.has(Number(index))) throw new DatasetError(`${list}, line ${line}: Idx ${index} occurs twice.`);
      labels.set(Number(index), names.labelOf(name));
    }
    const table = withVoid({ labels, namedBy: 'objectInfo150.txt' }, { voidLabels, place: 0 });
    const base = posix.dirname(found) === '.' ? '' : `${posix.dirname(found)}/`;
    const pictures = new PictureTrunks(files.pictures(`${base}images`), trunkBelow(`${base}images`));
    const images = files.matching(MASKS).map((mask) => {
      const trunk = trunkOf(mask.slice(`${base}annotations/`.length));
      const split = trunk.includes('/') ? (trunk.split('/')[0] as string) : null;
      return indexMaskImage({ files, picture: pictures.of(trunk, mask), mask, table, item: trunk, split });
    });
    return { names: names.list, voids: ['other'], images, annotations: [list], upright: false, notes: [] };
  },
};
