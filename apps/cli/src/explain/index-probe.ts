import { join } from 'node:path';
import {
  buildCellIndex,
  type CacheUse,
  type CellIndex,
  indexNotes,
  type OpenProbeOptions,
  openProbeDataset,
  type ProbeDataset,
} from '@strata/probe';
import { strataHome } from '../home.ts';
import { type ProgressLine, startProgress } from '../progress/progress.ts';

interface IndexProbeOptions extends OpenProbeOptions {
  /** Holds what is found in the cache, until it is released. */
  readonly use: CacheUse;
  readonly signal: AbortSignal;
  /** Default bars or lines on standard error. */
  readonly progress?: (label: string, unit: string) => ProgressLine;
  /** Is told what people should know of the dataset. Default standard error. */
  readonly note?: (sentence: string) => void;
}

/**
 * Opens a probe dataset and builds its cell index, or finds it in the cache, showing progress. The dataset comes back
 * closed: its labels have been read, and its samples can be used. The index is held until `use` is released.
 * @throws StrataError when the dataset contradicts its layout or the cache can't be written
 */
export async function indexProbe(
  root: string,
  { use, signal, progress: start = startProgress, note = printNote, ...options }: IndexProbeOptions,
): Promise<{ dataset: ProbeDataset; index: CellIndex }> {
  const dataset = await openProbeDataset(root, options);
  try {
    const progress = start('index', 'samples');
    const cacheDir = join(strataHome(), 'cache');
    const index = await buildCellIndex(dataset, { cacheDir, use, onProgress: progress.update, signal });
    progress.end();
    for (const sentence of [...dataset.notes, ...indexNotes(dataset, index)]) note(sentence);
    return { dataset, index };
  } finally {
    await dataset.close();
  }
}

function printNote(sentence: string): void {
  process.stderr.write(`Note: ${sentence}\n`);
}
