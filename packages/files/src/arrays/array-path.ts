import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** An array in a file: a `.npy` holds one, an `.npz` or `.safetensors` several, each under its key. */
export interface ArrayPath {
  readonly file: string;
  /** Null where none is named. */
  readonly key: string | null;
}

const KEYED = /^(.*?\.(?:npz|safetensors)):(.+)$/isu;

/** Takes `FILE.npz:KEY` or `FILE.safetensors:KEY` apart; a file that has the whole text for its name is that file. */
export function splitArrayPath(path: string): ArrayPath {
  const [, file, key] = KEYED.exec(path) ?? [];
  if (file === undefined || key === undefined || existsSync(path)) return { file: path, key: null };
  return { file, key };
}

/** The same array by an absolute path; its key stays as it is, whatever signs are in it. */
export function resolveArrayPath(path: string): string {
  const { file, key } = splitArrayPath(path);
  return key === null ? resolve(file) : `${resolve(file)}:${key}`;
}
