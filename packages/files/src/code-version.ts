import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const COMMIT_DIGITS = 12;
let known: string | undefined;

/**
 * The version of this code, as it is stored with runs: that of package.json and the commit, such as
 * `0.1.0+1f2be5d0c3aa`.
 */
export function codeVersion(): string {
  known ??= versionOf(ROOT);
  return known;
}

/** The version of this code alone, as package.json has it. */
export function packageVersion(): string {
  return readPackage(ROOT).version;
}

/** The version of the code in a folder; without the commit where there is no repository or no git. */
export function versionOf(root: string): string {
  const { version, gitHead } = readPackage(root);
  const commit = commitOf(root) ?? gitHead?.slice(0, COMMIT_DIGITS) ?? null;
  return commit === null ? version : `${version}+${commit}`;
}

interface PackageFile {
  readonly version: string;
  /** Of a package: the commit that it was built from. */
  readonly gitHead?: string;
}

function readPackage(root: string): PackageFile {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageFile;
}

function commitOf(root: string): string | null {
  // Of this folder itself: it may have been unpacked inside somebody else's repository.
  if (!existsSync(join(root, '.git'))) return null;
  const { GIT_DIR: _, GIT_WORK_TREE: __, ...env } = process.env;
  try {
    const asked = ['-C', root, 'rev-parse', `--short=${COMMIT_DIGITS}`, 'HEAD'];
    return execFileSync('git', asked, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
