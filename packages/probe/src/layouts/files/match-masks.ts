import { posix } from 'node:path';
import { DatasetError } from '@strata/domain';

/** A path without its ending. */
export function trunkOf(path: string): string {
  return path.slice(0, path.length - posix.extname(path).length);
}

/** The last part of a path without its ending. */
export function stemOf(path: string): string {
  return posix.basename(trunkOf(path));
}

/** The part of a path below a folder, without its ending. */
export function trunkBelow(folder: string): (path: string) => string {
  return (path) => trunkOf(folder === '' ? path : path.slice(folder.length + 1));
}

/** Pictures by what they share with their masks. */
export class PictureTrunks {
  readonly #pictures = new Map<string, string[]>();
  readonly all: readonly string[];

  /** @param trunk what a picture shares with its masks: by default the last part of its path, without its ending */
  constructor(pictures: readonly string[], trunk: (path: string) => string = stemOf) {
    this.all = pictures;
    for (const path of pictures) {
      const key = trunk(path);
      const others = this.#pictures.get(key);
      if (others === undefined) this.#pictures.set(key, [path]);
      else others.push(path);
    }
  }

  /** The picture of a trunk; null where there is none. @throws DatasetError naming the mask when there are two */
  find(trunk: string, mask: string): string | null {
    const found = this.#pictures.get(trunk) ?? [];
    if (found.length < 2) return found[0] ?? null;
    throw new DatasetError(
      `${mask}, ${trunk}: two pictures have this stem (${found.join(', ')}): the mask could belong to either. Rename one.`,
    );
  }

  /** The picture of a trunk. @throws DatasetError naming the mask when there is none, or two */
  of(trunk: string, mask: string): string {
    const found = this.find(trunk, mask);
    if (found !== null) return found;
    throw new DatasetError(
      `${mask}, ${trunk}: the picture of this mask does not exist. Put it there, or take the mask out.`,
    );
  }
}
