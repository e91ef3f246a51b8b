import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import { holdsMasks } from '../files/find-picture.ts';
import type { LayoutReader } from '../layout.ts';

/** What annotations are written in: a folder that has it is no folder of photographs alone. */
const ANNOTATIONS = /\.(?:json|jsonl|xml|csv|tsv|npy|npz|mat|parquet|ya?ml)$/iu;

/**
 * Photographs alone, in folders of any depth. They have no concepts of their own: these are computed, or are the classes that
 * the folders directly around the pictures are named by, as image classification has them.
 */
export const photos: LayoutReader = {
  recognises: async (files) =>
    files.pictures().length > 0 && !files.all.some((path) => ANNOTATIONS.test(path) || holdsMasks(path)),
  read: async (files) => {
    const pictures = files.pictures();
    if (pictures.length === 0) {
      throw new DatasetError(`${files.root}: expected photographs (JPEG, PNG, WebP, GIF or TIFF), found none.`);
    }
    const images = pictures.map((file, at) => {
      const folder = posix.basename(posix.dirname(file));
      return {
        file,
        path: files.open(file, { where: file }),
        item: `image ${at} (${file})`,
        split: null,
        className: folder === '.' ? null : folder,
        told: null,
        maskFile: null,
        masks: [],
        read: async () => [],
      };
    });
    return { names: [], voids: [], images, annotations: [], upright: false, notes: [] };
  },
};
