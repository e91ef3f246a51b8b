import { lstatSync, realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { DatasetError } from '@strata/domain';

/** Where a path comes from. */
export interface PathContext {
  /** The dataset's folder, no link itself. */
  readonly folder: string;
  /** What names the path, for messages. */
  readonly where: string;
}

/**
 * The dataset's own folder: what a link leads to, so that all inside can be compared with it.
 * @throws DatasetError when it is missing or no folder
 */
export function datasetFolder(path: string): string {
  try {
    const real = realpathSync(path);
    if (statSync(real).isDirectory()) return real;
  } catch (cause) {
    throw new DatasetError(
      `${path}: expected the dataset's folder, found nothing that can be opened. Name the folder.`,
      {
        cause,
        context: { file: path },
      },
    );
  }
  throw new DatasetError(
    `${path}: expected the dataset's folder, found something else. Name the folder of its files.`,
    {
      context: { file: path },
    },
  );
}

/**
 * Resolves a path that a dataset names, such as of a picture below `folder`: an ordinary file inside it, whatever links
 * lead there.
 * @throws DatasetError when it is missing, leaves the folder, or is a folder, a device or a pipe: datasets are not trusted.
 */
export function insideFolder(path: string, { folder, where, from = folder }: PathContext & { readonly from?: string }) {
  const resolved = path.includes('\0') ? '' : resolve(from, path);
  if (!isInside(resolved, from)) {
    throw new DatasetError(`${where}: expected a path inside ${from}, found "${path.replaceAll('\0', '\\0')}".`);
  }
  return requireFile(resolved, { folder, where });
}

/**
 * Makes sure that something is an ordinary file of the dataset, before anything opens it: a pipe would be waited for
 * without end, and a link can lead to what is nobody's business.
 * @returns the file itself, behind whatever links inside the folder
 * @throws DatasetError as `insideFolder`
 */
export function requireFile(path: string, { folder, where }: PathContext): string {
  let real: string;
  try {
    real = realpathSync(path);
  } catch (cause) {
    const why = isThere(path) ? 'is a link that leads nowhere' : 'does not exist';
    // Tables that were written on Windows.
    const hint = path.includes('\\') ? ' Write folders with "/", not with "\\".' : '';
    throw new DatasetError(`${where}: ${path} ${why}.${hint}`, { cause, context: { file: path } });
  }
  if (!isInside(real, folder)) {
    throw new DatasetError(
      `${where}: expected a file inside ${folder}, found ${path}, a link that leads out of it. Put the file itself there.`,
      { context: { file: path } },
    );
  }
  if (statSync(real).isFile()) return real;
  throw new DatasetError(`${where}: ${path} is not a file.`, { context: { file: path } });
}

/** Whether something has that name, be it a link that leads nowhere. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && resolve(inside) !== inside;
}
