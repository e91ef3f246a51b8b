import { readFile } from 'node:fs/promises';
import { StrataError } from '@strata/domain';

/** Reads a file with a class a line, in the order of a network's outputs. @throws StrataError BAD_CONFIG when it can't be read */
export async function readClasses(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new StrataError('BAD_CONFIG', `--classes ${file}: expected a text file with a class a line; ${why}.`, {
      cause,
    });
  });
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.trim());
}
