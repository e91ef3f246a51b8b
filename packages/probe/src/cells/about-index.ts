import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProbeDataset } from '../probe-dataset.ts';

const FILE = 'about.json';

const aboutSchema = z.object({
  dataset: z.string(),
  samples: z.int().positive(),
  maskHeight: z.int().positive(),
  maskWidth: z.int().positive(),
});
/** What an index is of, for people who look into the cache. */
export type AboutIndex = z.infer<typeof aboutSchema>;

/** Writes it into the index's folder. */
export async function writeAbout(folder: string, { name, samples, maskShape }: ProbeDataset): Promise<void> {
  const { height: maskHeight, width: maskWidth } = maskShape;
  const about: AboutIndex = { dataset: name, samples: samples.length, maskHeight, maskWidth };
  await writeFile(join(folder, FILE), JSON.stringify(about));
}

/** Reads it back; null when it is absent or damaged. Nothing but lists depends on it. */
export async function readAboutIndex(folder: string): Promise<AboutIndex | null> {
  try {
    return aboutSchema.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  } catch {
    return null;
  }
}
