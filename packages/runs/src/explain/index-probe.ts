import { join } from 'node:path';
import type { CacheUse } from '@strata/files';
import {
  buildCellIndex,
  type CellIndex,
  indexNotes,
  type OpenProbeOptions,
  openProbeDataset,
  type ProbeDataset,
} from '@strata/probe';
import { noProgress, type StartProgress } from '../progress.ts';

export interface IndexProbeOptions extends OpenProbeOptions {
  /** Holds what is found in the cache, until it is released. Default not held. */
  readonly use?: CacheUse | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Folder with the cache. */
  readonly home: string;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/**
 * Opens a probe dataset and builds its cell index, or finds it in the cache, showing progress. The dataset comes back
 * closed: its labels have been read, and its samples can be used. The index is held until `use` is released.
 * @throws StrataError when the dataset contradicts its layout or the cache can't be written
 */
export async function indexProbe(
  root: string,
  { use, signal, home, progress: start = noProgress, ...options }: IndexProbeOptions,
): Promise<{ dataset: ProbeDataset; index: CellIndex }> {
  const dataset = await openProbeDataset(root, { ...options, signal });
  try {
    const progress = start('index', 'samples');
    const cacheDir = join(home, 'cache');
    const index = await buildCellIndex(dataset, { cacheDir, use, onProgress: progress.update, signal });
    progress.end();
    for (const sentence of [...dataset.notes, ...indexNotes(dataset, index)]) progress.note(sentence);
    return { dataset, index };
  } finally {
    await dataset.close();
  }
}
