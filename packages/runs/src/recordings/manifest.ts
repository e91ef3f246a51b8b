import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StrataError } from '@strata/domain';
import { z } from 'zod';

/** The file that makes a folder a recording. */
export const MANIFEST = 'manifest.json';
/** What `format` says in it. */
const FORMAT = 'strata-recording';
/** The version of the format that is read here. */
export const RECORDING_VERSION = 1;

const size = z.int().min(1);
const layerSchema = z.object({
  name: z.string().min(1),
  /** Inside the folder, with "/". */
  file: z.string().min(1),
  shape: z.tuple([size, size, size, size]),
  dtype: z.enum(['<f4', '<f2']),
});
const manifestSchema = z.object({
  model: z.string().min(1).nullish(),
  label: z.string().min(1),
  sequence: z.int().min(0).max(1_000_000_000).nullish(),
  accuracy: z.number().min(0).max(1).nullish(),
  baseline: z.boolean().default(false),
  trainingRun: z.string().min(1).nullish(),
  /** Stands for the network's parameters: recordings of the same ones are of one model version. */
  weights: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/u, 'a sha256 in hexadecimal') }).nullish(),
  samples: size,
  layers: z.array(layerSchema).min(1),
  predictions: z.string().min(1).nullish(),
  notes: z.array(z.string()).default([]),
});

/** What a recording says of itself; `packages/python/README.md` has the format. */
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * Reads a recording's `manifest.json`; null where there is none.
 * @throws StrataError BAD_CONFIG naming the file and the field when it is no such manifest, of another version, or
 * contradicts itself
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const path = join(folder, MANIFEST);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw bad(path, `can't be read (${cause.message}). Expected the manifest of a recording.`, cause);
  });
  if (text === null) return null;
  const document = parseJson(text, path);
  const { format, version } = (document ?? {}) as Readonly<Record<string, unknown>>;
  if (format !== FORMAT) {
    throw bad(
      path,
      `expected "format": "${FORMAT}", found ${JSON.stringify(format) ?? 'none'}. Name a folder that a Recorder wrote.`,
    );
  }
  if (version !== RECORDING_VERSION) {
    throw bad(
      path,
      `expected version ${RECORDING_VERSION} of the format, found ${JSON.stringify(version) ?? 'none'}. ` +
        `Record it again with the Python package that came with this command.`,
    );
  }
  const parsed = manifestSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw bad(path, `${issue?.path.join('.') || 'document'}: ${issue?.message}. Record it again.`);
  }
  requireAgreement(parsed.data, path);
  return parsed.data;
}

/** Layers have names of their own, and all are of the same samples. */
function requireAgreement({ layers, samples }: Manifest, path: string): void {
  const names = layers.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw bad(path, `expected each layer once, found "${twice}" twice. Record it again.`);
  const other = layers.find(({ shape }) => shape[1] !== samples);
  if (other) {
    throw bad(
      path,
      `layer "${other.name}": expected shape (units, ${samples} samples, height, width), found (${other.shape.join(', ')}). Record it again.`,
    );
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\u{feff}/u, ''));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw bad(path, `expected JSON (${why}). Record it again.`, cause);
  }
}

function bad(path: string, what: string, cause?: unknown): StrataError {
  return new StrataError('BAD_CONFIG', `${path}: ${what}`, { context: { file: path }, cause });
}
