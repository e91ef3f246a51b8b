import { statSync } from 'node:fs';
import type { DatasetFiles } from './dataset-files.ts';
import { readJson } from './read-json.ts';

/** Larger files are not read to find out what they are. */
const TOLD_BYTES_MAX = 64 * 2 ** 20;
/** Of a folder with more, the names of files tell. */
const TRIED_MAX = 20;

/** A JSON file and what it holds; null where it was too large to be read for that, or can't be. */
export interface JsonFile {
  readonly path: string;
  readonly value: unknown;
}

/** The first JSON files of a folder with their values, to tell a layout by. */
export async function jsonFiles(files: DatasetFiles, pattern = /\.json$/iu): Promise<JsonFile[]> {
  const found: JsonFile[] = [];
  for (const path of files.matching(pattern).slice(0, TRIED_MAX)) {
    found.push({ path, value: await tryJson(files.absolute(path)) });
  }
  return found;
}

async function tryJson(path: string): Promise<unknown> {
  try {
    return statSync(path).size > TOLD_BYTES_MAX ? null : await readJson(path);
  } catch {
    return null;
  }
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
