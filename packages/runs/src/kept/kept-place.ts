import { statSync } from 'node:fs';
import { join } from 'node:path';
import { HITS_IN_CACHE, type KeptFile, openKeptFile } from '@strata/compute/kept';
import type { KeptRun } from '@strata/domain';
import { Cache } from '@strata/files';

/** Where a run's hits lie in a home's cache, or will lie. */
export function keptPlace(home: string, configHash: string): { readonly cache: Cache; readonly file: string } {
  const cache = new Cache(join(home, 'cache'));
  return { cache, file: cache.pathOf(HITS_IN_CACHE, configHash) };
}

/** A run's kept hits; null when there are none, or those of other units than it has done. */
export function openKept(home: string, { configHash, unitsDone }: Omit<KeptRun, 'runId'>): KeptFile | null {
  const kept = openKeptFile(keptPlace(home, configHash).file);
  if (!kept || kept.header.units.length === unitsDone) return kept;
  kept.close();
  return null;
}

/** Whether the values that hits were counted from lie where they lay, unchanged as far as their size and time tell. */
export function hasActivations({ header: { activations } }: KeptFile): boolean {
  const found = statSync(activations.path, { throwIfNoEntry: false });
  return found !== undefined && found.size === activations.bytes && found.mtimeMs === activations.modifiedMs;
}
