import type { ProbeDataset } from '@strata/probe';
import { type CroissantWords, writeCroissant } from './croissant/write-croissant.ts';
import { writeOut } from './files/write-out.ts';

/**
 * Writes a probe dataset with its Croissant metadata: the folder appears whole or not at all.
 * @throws StrataError BAD_CONFIG when the folder is in use; DatasetError naming the file that can't be read; the system's error;
 * the signal's reason
 */
export async function exportDataset(
  dataset: ProbeDataset,
  { out, words, signal }: { readonly out: string; readonly words: CroissantWords; readonly signal: AbortSignal },
): Promise<void> {
  await writeOut(out, { isFolder: true }, (path) => writeCroissant(path, dataset, { words, signal }));
}
