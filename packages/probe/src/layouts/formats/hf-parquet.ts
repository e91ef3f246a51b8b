import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { type IndexTable, toLabels, withVoid } from '../files/index-masks.ts';
import { Names } from '../files/names.ts';
import { type ParquetPictures, unpackPictures } from '../files/parquet-pictures.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { pngHeader, readIndexPng } from '../pixels/read-png.ts';

const FILES = /(?:^|\/)[^/]+\.parquet$/u;
const LIST = /(?:^|\/)id2label\.json$/u;
const LABELS = z.record(z.string(), z.string().min(1));

/** Hugging Face's parquet: columns of pictures and of masks as PNGs of numbers, which `id2label.json` names; 0 is the background. */
export const hfParquet: LayoutReader = {
  takes: ['pick', 'void'],
  recognises: async (files) => files.matching(FILES).length > 0,
  read: async (files, { pick, pictures, voidLabels, signal }) => {
    if (pictures === null)
      throw new DatasetError(`${files.root}: expected a folder for the pictures that lie within parquet files.`);
    const { names, table, path } = await readNames(files);
    const images: LayoutImage[] = [];
    const annotations = [path];
    for (const file of files.matching(FILES)) {
      const parquet = files.open(file, { where: file });
      annotations.push(parquet);
      const unpacked = await unpackPictures(parquet, { folder: pictures, pick, signal });
      images.push(...imagesOf(unpacked, { file, parquet, table: withVoid(table, { voidLabels, place: 0 }) }));
    }
    return { names, voids: voidLabels.length > 0 ? ['void'] : [], images, annotations, upright: false, notes: [] };
  },
};

async function readNames(files: DatasetFiles) {
  const [found] = files.matching(LIST);
  if (found === undefined) {
    throw new DatasetError(
      `${files.root}: expected id2label.json, which names the values of masks ({"1": "wall", …}), found none. Put it beside the files.`,
    );
  }
  const path = files.open(found, { where: found });
  const byId = Object.entries(expectForm(LABELS, await readJson(path), path)).map(([id, name]) => ({
    id: Number(id),
    name,
  }));
  const names = new Names();
  const labels = new Map([[0, 0]]);
  for (const { id, name } of byId.sort((a, b) => a.id - b.id)) {
    if (!Number.isInteger(id) || id < 0)
      throw new DatasetError(`${path}: expected whole numbers as keys, found one for "${name}" that is none.`);
    // A list that begins with a class has it at 0.
    if (id > 0 || !/^(?:_?background_?|none|other|unlabell?ed)$/iu.test(name)) labels.set(id, names.labelOf(name));
  }
  const table: IndexTable = { labels, namedBy: 'id2label.json' };
  return { names: names.list, table, path };
}

interface FileContext {
  /** Inside the dataset. */
  readonly file: string;
  readonly parquet: string;
  readonly table: IndexTable;
}

function imagesOf({ folder, rows }: ParquetPictures, { file, parquet, table }: FileContext): LayoutImage[] {
  const split = /^(.+)-\d{5}-of-\d{5}/u.exec(posix.basename(file, '.parquet'))?.[1] ?? null;
  return rows.map(({ picture, mask }, row) => {
    const item = `row ${row}`;
    const maskPath = mask === null ? null : join(folder, mask);
    const where = `${parquet}, ${item}`;
    const told = maskPath === null ? null : pngHeader(readFileSync(maskPath), where);
    return {
      file: `${file}#${row}`,
      path: join(folder, picture),
      item,
      split,
      told,
      maskFile: maskPath === null ? null : parquet,
      masks: [],
      read: async () =>
        maskPath === null ? [] : [toLabels((await readIndexPng(maskPath, where)).values, { table, mask: where })],
    };
  });
}
