import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import { indexMaskImage, voidLabel } from '../files/index-masks.ts';
import { PictureTrunks, stemOf } from '../files/match-masks.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import type { LayoutReader } from '../layout.ts';

const CONFIG = /(?:^|\/)config(?:_(v[\d.]+))?\.json$/u;
const MASKS = /(?:^|\/)labels\/[^/]+\.png$/u;
const PICTURES = /(?:^|\/)images\/[^/]+\.(?:jpe?g|png)$/iu;
const FORM = z.object({ labels: z.array(z.object({ name: z.string().min(1) })).min(1) });

/** Mapillary Vistas: values are places in the configuration's list of labels, 0 is its first; names of void are no concepts. */
export const mapillaryVistas: LayoutReader = {
  takes: ['pick'],
  recognises: async (files) => files.matching(CONFIG).length > 0 && files.matching(MASKS).length > 0,
  read: async (files, { pick }) => {
    const configs = files.matching(CONFIG).map((path) => ({ path, version: CONFIG.exec(path)?.[1] ?? null }));
    const config = pick === null ? configs.at(-1) : configs.find(({ version }) => version === pick);
    if (config === undefined)
      throw new DatasetError(`${files.root}: expected config_${pick ?? 'v2.0'}.json, found none.`);
    const path = files.open(config.path, { where: config.path });
    const [names, voids] = [new Names(), new Names()];
    const labels = new Map<number, number>();
    for (const [place, { name }] of expectForm(FORM, await readJson(path), path).labels.entries()) {
      labels.set(place, /^void(?:--|$)/u.test(name) ? voidLabel(voids.labelOf(name) - 1) : names.labelOf(name));
    }
    const table = { labels, namedBy: posix.basename(config.path) };
    const { version } = config;
    // A folder can hold the labels of several versions.
    const masks = files
      .matching(MASKS)
      .filter((mask) => version === null || !/\/v\d[\d.]*\//u.test(`/${mask}`) || `/${mask}`.includes(`/${version}/`));
    const pictures = new PictureTrunks(files.matching(PICTURES), (picture) => `${splitOf(picture)}/${stemOf(picture)}`);
    const images = masks.map((mask) => {
      const split = splitOf(mask);
      const picture = pictures.of(`${split}/${stemOf(mask)}`, mask);
      return indexMaskImage({ files, picture, mask, table, item: stemOf(mask), split: split || null });
    });
    return { names: names.list, voids: voids.list, images, annotations: [path], upright: false, notes: [] };
  },
};

/** The folder above: "training" of "training/v2.0/labels/a.png" and "training/images/a.jpg". */
function splitOf(path: string): string {
  return path.includes('/images/') || path.includes('/labels/') ? (path.split('/')[0] as string) : '';
}
