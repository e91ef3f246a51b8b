import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeWhole } from '@strata/files';
import type { ProbeDataset } from '@strata/probe';
import { type CroissantWords, writeCroissant } from './croissant/write-croissant.ts';
import { refuseFull } from './files/refuse-full.ts';

/**
 * Writes a probe dataset with its Croissant metadata: the folder appears whole or not at all.
 * @throws StrataError BAD_CONFIG when the folder is in use; DatasetError naming the file that can't be read; the system's error;
 * the signal's reason
 */
export async function exportDataset(
  dataset: ProbeDataset,
  { out, words, signal }: { readonly out: string; readonly words: CroissantWords; readonly signal: AbortSignal },
): Promise<void> {
  await refuseFull(out);
  await mkdir(dirname(out), { recursive: true });
  await writeWhole(out, async (path) => {
    await mkdir(path);
    await writeCroissant(path, dataset, { words, signal });
  });
}
