import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';
import type { DatasetFiles } from './dataset-files.ts';

/** Folders of masks, which are pictures, too, and mostly have the names of those. */
const MASK_FOLDERS = /(?:^|\/)[^/]*(?:mask|panoptic|annotation|segmentation|label|pixelmap|thingmap)[^/]*\//iu;
/** Of places that are named to people. */
const TRIED_MAX = 4;

/** Whether a path lies below a folder that is named as folders of masks are. */
export function holdsMasks(path: string): boolean {
  return MASK_FOLDERS.test(path);
}

export interface FindPictureOptions {
  /** What names the picture, for messages: file and item. */
  readonly where: string;
  /** Folders inside the dataset in which it may lie; the first ones win over the others. */
  readonly folders: readonly string[];
}

/**
 * Where a picture lies that annotations name: in the first folder that has it. Where only folders of no particular meaning
 * have it, it may lie in one of them only.
 * @returns its path inside the dataset
 * @throws DatasetError when it leaves the dataset, lies in no folder, or below `images` in several
 */
export function findPicture(files: DatasetFiles, name: string, { where, folders }: FindPictureOptions): string {
  const paths = folders.map((from) => files.inside(name, { where, from }));
  const found = paths.find((path) => files.has(path));
  if (found !== undefined) return found;
  const wanted = `/${posix.normalize(name)}`;
  const elsewhere = files.all.filter((path) => `/${path}`.endsWith(wanted) && !MASK_FOLDERS.test(path));
  if (elsewhere.length === 1) return elsewhere[0] as string;
  if (elsewhere.length > 1) {
    throw new DatasetError(
      `${where}: "${name}" lies in several folders (${elsewhere.slice(0, 3).join(', ')}): it can't be told which is meant. Name the folder, too.`,
    );
  }
  throw new DatasetError(
    `${where}: the picture "${name}" does not exist (looked for ${paths.slice(0, TRIED_MAX).join(', ')}). Put it there, or take it out of the list.`,
  );
}
