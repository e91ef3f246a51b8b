import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StrataError } from '@strata/domain';
import { MANIFEST, type Manifest, readManifest } from './manifest.ts';

/** A recording that was found, by what it says of itself. */
export interface FoundRecording {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What a Recorder calls a folder that it is still writing. */
const UNFINISHED = '.partial';

/**
 * Finds recordings: the folder itself, or those directly inside it, one a checkpoint, in the order of their sequences
 * and, where they have none, of their names as people count (2 before 10).
 * @throws StrataError BAD_CONFIG when there is none, two are of the same version, or a manifest can't be read
 */
export async function findRecordings(path: string): Promise<readonly FoundRecording[]> {
  const names = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw new StrataError('BAD_CONFIG', `${path}: expected a recording's folder, found none that can be read.`, {
      cause,
      context: { file: path },
    });
  });
  const manifest = await readManifest(path);
  if (manifest) return [{ folder: path, manifest }];
  const folders = names.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found: FoundRecording[] = [];
  for (const name of folders.filter((one) => !one.endsWith(UNFINISHED)).sort(asCounted)) {
    const folder = join(path, name);
    const inner = await readManifest(folder);
    if (inner) found.push({ folder, manifest: inner });
  }
  const unfinished = folders.filter((one) => one.endsWith(UNFINISHED));
  if (found.length === 0) throw nothingFound(path, unfinished);
  if (unfinished.length > 0) {
    process.stderr.write(
      `Note: ${unfinished.join(', ')} in ${path} is unfinished and left out. Run the recording again; it goes on where it was.\n`,
    );
  }
  requireOnce(found);
  return found.sort((a, b) => (a.manifest.sequence ?? Infinity) - (b.manifest.sequence ?? Infinity) || 0);
}

function nothingFound(path: string, unfinished: readonly string[]): StrataError {
  const hint =
    unfinished.length > 0 || path.replace(/\/+$/u, '').endsWith(UNFINISHED)
      ? 'What is there is unfinished: run the recording again, it goes on where it was.'
      : 'Name the folder that a Recorder wrote, or one that holds such folders.';
  return new StrataError(
    'BAD_CONFIG',
    `${path}: expected a recording, or folders of recordings, but no ${MANIFEST} is there. ${hint}`,
    { context: { file: path } },
  );
}

function requireOnce(found: readonly FoundRecording[]): void {
  const byVersion = Map.groupBy(found, ({ manifest }) => JSON.stringify([manifest.model ?? null, manifest.label]));
  for (const same of byVersion.values()) {
    const [first, second] = same;
    if (!first || !second) continue;
    throw new StrataError(
      'BAD_CONFIG',
      `${second.folder}: expected a version of its own, found "${first.manifest.label}" as in ${first.folder}. Give one another "label" in its ${MANIFEST}.`,
      { context: { file: second.folder } },
    );
  }
}

const collator = new Intl.Collator('en', { numeric: true });
const asCounted = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : 1);
