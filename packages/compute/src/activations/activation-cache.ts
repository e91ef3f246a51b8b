import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { Cache, type CacheKind, hashJson, writeFileWhole } from '@strata/files';
import type { LayoutRequest, Preprocessing, Provider } from '@strata/onnx';
import { z } from 'zod';

/** Part of the cache's key: changes when the files' meaning changes, or the way in which values are made. */
const LAYOUT = 6;

const noteSchema = z.object({
  op: z.string(),
  predictions: z.array(z.int().nonnegative()).nullable(),
  /** Of the whole layer; absent from older files. */
  zeros: z.object({ zeros: z.int().nonnegative(), values: z.int().positive() }).optional(),
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
  /** What computes. Default cpu. */
  readonly provider?: Provider | undefined;
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
  const { modelSha256, layer, datasetSha256, preprocessing, request, provider = 'cpu' } = identity;
  // Last bits are other ones elsewhere than on the processor.
  const elsewhere = provider === 'cpu' ? [] : [provider];
  const key = hashJson([LAYOUT, modelSha256, layer, datasetSha256, preprocessing, request, ...elsewhere]);
  const path = new Cache(cacheDir).pathOf(ACTIVATIONS_IN_CACHE, key);
  return { key, path, notePath: notePathOf(path) };
}

/** The note of activations that are there, whole; null when they are absent or the note is damaged: then the model is run again. */
export async function findActivations({ path, notePath }: ActivationsEntry): Promise<ActivationsNote | null> {
  // The activations are renamed last: where they are, the note is too.
  return existsSync(path) ? readActivationsNote(notePath) : null;
}

/** A layer's activations in the cache: a `.npy` file for each hash of what they depend on, and a note beside it. */
export const ACTIVATIONS_IN_CACHE: CacheKind = {
  kind: 'activations',
  nameOf: (hash) => `activations-${hash}.npy`,
  hashOf: (name) => /^activations-([0-9a-f]{64})\.npy$/u.exec(name)?.[1] ?? null,
  describe: async (path) => {
    const about = (await readActivationsNote(notePathOf(path)))?.about;
    return about ? `${about.model} ${about.layer} on ${about.dataset}` : null;
  },
  beside: (path) => [notePathOf(path)],
};

function notePathOf(path: string): string {
  return path.replace(/\.npy$/u, '.json');
}

/** A note by itself; null when it is absent or damaged. */
async function readActivationsNote(notePath: string): Promise<ActivationsNote | null> {
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
  entry: ActivationsEntry,
  { temporary, note }: { temporary: string; note: ActivationsNote },
): Promise<void> {
  await renewNote(entry, note);
  await rename(temporary, entry.path);
}

/** Replaces the note of activations that are there. */
export async function renewNote({ notePath }: ActivationsEntry, note: ActivationsNote): Promise<void> {
  await writeFileWhole(notePath, JSON.stringify(note));
}
