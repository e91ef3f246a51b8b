import { readdirSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import { DatasetError } from '@strata/domain';
import { requireFile } from '../../inside.ts';

/** A folder with more is not one dataset. */
const FILES_MAX = 5_000_000;
const DEPTH_MAX = 32;
const PICTURE = /\.(?:jpe?g|png|webp|gif|tiff?)$/iu;

/** The files of a dataset's folder by their paths inside it, with "/", sorted; links to folders are not followed. */
export class DatasetFiles {
  readonly root: string;
  readonly all: readonly string[];
  readonly #known: ReadonlySet<string>;

  /** @throws DatasetError when the folder holds more than a dataset can */
  constructor(root: string) {
    this.root = root;
    this.all = walk(root);
    this.#known = new Set(this.all);
  }

  has(path: string): boolean {
    return this.#known.has(path);
  }

  /** Those whose path matches. */
  matching(pattern: RegExp): string[] {
    return this.all.filter((path) => pattern.test(path));
  }

  /** Pictures below a folder ("" = all). */
  pictures(folder = ''): string[] {
    const start = folder === '' ? '' : `${folder}/`;
    return this.all.filter((path) => path.startsWith(start) && PICTURE.test(path));
  }

  /**
   * The file that the dataset names, absolute, behind links inside the folder.
   * @param where what names it, for messages
   * @param from the folder inside the dataset that the path starts from
   * @throws DatasetError when it leaves the folder, is missing or no ordinary file
   */
  open(path: string, { where, from = '' }: { readonly where: string; readonly from?: string }): string {
    return requireFile(join(this.root, this.inside(path, { where, from })), { folder: this.root, where });
  }

  /** The path inside the dataset of what it names, there or not. @throws DatasetError when it leaves the folder */
  inside(path: string, { where, from = '' }: { readonly where: string; readonly from?: string }): string {
    const found = path.includes('\0')
      ? '..'
      : relative(this.root, resolve(this.root, from, path))
          .split(sep)
          .join('/');
    if (found !== '' && found !== '..' && !found.startsWith('../') && !posix.isAbsolute(found)) return found;
    throw new DatasetError(
      `${where}: the path leaves the data set: expected one inside ${this.root}, found "${path.replaceAll('\0', '\\0')}". Put the file into the folder.`,
    );
  }

  /** The absolute path of one of the files, for messages. */
  absolute(path: string): string {
    return join(this.root, path);
  }
}

function walk(root: string): string[] {
  const found: string[] = [];
  const folders: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(root, folder.path), { withFileTypes: true })) {
      // What systems leave behind.
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      if (!entry.isDirectory()) found.push(path);
      else if (folder.depth < DEPTH_MAX) folders.push({ path, depth: folder.depth + 1 });
    }
    if (found.length > FILES_MAX) {
      throw new DatasetError(`${root}: expected a dataset's folder of at most ${FILES_MAX} files, found more.`);
    }
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}
