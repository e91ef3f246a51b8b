import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayoutRequest, Preprocessing } from '@strata/onnx';
import { partPath } from '@strata/probe';
import { z } from 'zod';

/** Part of the cache's key: changes when the files' meaning changes. */
const LAYOUT = 4;

const noteSchema = z.object({
  op: z.string(),
  predictions: z.array(z.int().nonnegative()).nullable(),
  /** For people who look into the cache; absent from older files. */
  about: z.object({ model: z.string(), layer: z.string(), dataset: z.string() }).optional(),
});
/** What is kept beside a layer's activations. */
export type ActivationsNote = z.infer<typeof noteSchema>;

/** What a layer's activations depend on. */
export interface ActivationsIdentity {
  readonly modelSha256: string;
  readonly layer: string;
  readonly datasetSha256: string;
  readonly preprocessing: Preprocessing;
  readonly request: LayoutRequest;
}

/** A layer's place in the cache. */
export interface ActivationsEntry {
  /** Hash of the identity. */
  readonly key: string;
  /** A `.npy` file. */
  readonly path: string;
  readonly notePath: string;
}

export function activationsEntry(cacheDir: string, identity: ActivationsIdentity): ActivationsEntry {
  const { modelSha256, layer, datasetSha256, preprocessing, request } = identity;
  const parts = [LAYOUT, modelSha256, layer, datasetSha256, sortedEntries(preprocessing), sortedEntries(request)];
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const path = join(cacheDir, `activations-${key}.npy`);
  return { key, path, notePath: join(cacheDir, `activations-${key}.json`) };
}

/** The note of activations that are there, whole; null when they are absent or the note is damaged: then the model is run again. */
export async function findActivations({ path, notePath }: ActivationsEntry): Promise<ActivationsNote | null> {
  // The activations are renamed last: where they are, the note is too.
  return existsSync(path) ? readActivationsNote(notePath) : null;
}

/** A note by itself; null when it is absent or damaged. */
export async function readActivationsNote(notePath: string): Promise<ActivationsNote | null> {
  const text = await readFile(notePath, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Gives finished activations their name, with their note. */
export async function keepActivations(
  { path, notePath }: ActivationsEntry,
  { temporary, note }: { temporary: string; note: ActivationsNote },
): Promise<void> {
  const temporaryNote = partPath(notePath);
  await writeFile(temporaryNote, JSON.stringify(note));
  await rename(temporaryNote, notePath);
  await rename(temporary, path);
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
