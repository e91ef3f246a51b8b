import { join } from 'node:path';
import { buildCellIndex, type CellIndex, openProbeDataset, type ProbeDataset, type ProbeFormat } from '@strata/probe';
import { strataHome } from '../home.ts';
import { type ProgressLine, startProgress } from '../progress/progress.ts';

interface IndexProbeOptions {
  readonly format: ProbeFormat;
  readonly signal: AbortSignal;
  /** Default bars or lines on standard error. */
  readonly progress?: (label: string, unit: string) => ProgressLine;
}

/**
 * Opens a probe dataset and builds its cell index, or finds it in the cache, showing progress. The dataset comes back
 * closed: its labels have been read, and its samples can be used.
 * @throws StrataError when the dataset contradicts its layout or the cache can't be written
 */
export async function indexProbe(
  root: string,
  { format, signal, progress: start = startProgress }: IndexProbeOptions,
): Promise<{ dataset: ProbeDataset; index: CellIndex }> {
  const dataset = await openProbeDataset(root, { format });
  try {
    const progress = start('index', 'samples');
    const cacheDir = join(strataHome(), 'cache');
    const index = await buildCellIndex(dataset, { cacheDir, onProgress: progress.update, signal });
    progress.end();
    return { dataset, index };
  } finally {
    await dataset.close();
  }
}
