import { statSync } from 'node:fs';
import type { DatasetFiles } from './dataset-files.ts';
import { readJson } from './read-json.ts';
import { readXml } from './read-xml.ts';

/** Larger files are not read to find out what they are. */
const TOLD_BYTES_MAX = 64 * 2 ** 20;
/** Of a folder with more, the names of files tell. */
const TRIED_MAX = 20;

/** A JSON file and what it holds; null where it was too large to be read for that, or can't be. */
export interface JsonFile {
  readonly path: string;
  readonly value: unknown;
}

export interface JsonFilesOptions {
  /** Paths of the files. Default all that end in .json. */
  readonly pattern?: RegExp;
  /** Whether all files are read, however large: to read a dataset, not to tell its layout. Default false. */
  readonly all?: boolean;
}

/** JSON files of a folder with their values. */
export async function jsonFiles(
  files: DatasetFiles,
  { pattern = /\.json$/iu, all = false }: JsonFilesOptions = {},
): Promise<JsonFile[]> {
  const found: JsonFile[] = [];
  for (const path of files.matching(pattern).slice(0, all ? undefined : TRIED_MAX)) {
    found.push({ path, value: await tryJson(files.absolute(path), all) });
  }
  return found;
}

/** A JSON file with what it holds, however large. */
export async function wholeJson(files: DatasetFiles, path: string): Promise<JsonFile> {
  return { path, value: await tryJson(files.absolute(path), true) };
}

async function tryJson(path: string, all: boolean): Promise<unknown> {
  try {
    return !all && statSync(path).size > TOLD_BYTES_MAX ? null : await readJson(path);
  } catch {
    return null;
  }
}

/**
 * Where no file says what a folder is: one that is cut off is why.
 * @throws DatasetError of the first JSON or XML file that can't be read
 */
export async function requireReadable(files: DatasetFiles): Promise<void> {
  for (const path of files.matching(/\.json$/iu).slice(0, TRIED_MAX)) await readJson(files.open(path, { where: path }));
  for (const path of files.matching(/\.xml$/iu).slice(0, TRIED_MAX)) await readXml(files.open(path, { where: path }));
}

/** Whether something is an object with all of the keys. */
export function hasKeys<Key extends string>(value: unknown, ...keys: Key[]): value is Record<Key, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    keys.every((key) => Object.hasOwn(value, key))
  );
}
