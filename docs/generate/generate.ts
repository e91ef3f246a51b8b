/*
 * Writes the pages of the reference from what they describe: schema.graphql, docstrings of packages, and those of the
 * Python package, which take a Python to read.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { graphqlPages } from './graphql.ts';
import { packagePages } from './packages.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(import.meta.dirname, '../site/reference');

rmSync(join(FOLDER, 'packages'), { recursive: true, force: true });
for (const [path, text] of [...graphqlPages(ROOT), ...packagePages(ROOT)]) write(path, text);

const python = process.env.PYTHON ?? 'python3';
const args = [join(import.meta.dirname, 'python.py'), join(ROOT, 'packages/python/src/stratalens')];
const read = spawnSync(python, args, { encoding: 'utf8' });
if (read.status === 0) write('python-names.md', read.stdout);
else if (read.error)
  process.stderr.write(`The reference of the Python package is left as it is: ${python} does not start.\n`);
else throw new Error(read.stderr);

function write(path: string, text: string): void {
  const file = join(FOLDER, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text.trim()}\n`);
}
