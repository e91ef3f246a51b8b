import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { COMPUTED_KINDS, StrataError } from '@strata/domain';
import { hashJson, resolveArrayPath, writeFileWhole } from '@strata/files';
import {
  LAYER_LAYOUTS,
  type LayoutRequest,
  PROVIDERS,
  type Preprocessing,
  type Provider,
  preprocessingSchema,
} from '@strata/onnx';
import { EXIF_CHOICES, PROBE_FORMATS, type ProbeFormat, type ProbeReading } from '@strata/probe';
import { z } from 'zod';

/** Digits of the preprocessing's hash in names of files. */
const PREPROCESSING_DIGITS = 32;

export interface ModelPlace {
  readonly kind: 'model';
  readonly path: string;
  readonly preprocessing: Preprocessing;
  /** How its layers' dimensions were meant when it was explained last; requests say it themselves since. */
  readonly request: KeptLayout;
  /** What it ran on when it was explained last. Default cpu. */
  readonly provider?: Provider | undefined;
}

/** Where a file or a folder of this content lay when it was last explained on this machine. */
export type Place =
  | ModelPlace
  | { readonly kind: 'activations'; readonly path: string }
  /** A folder with the activations of several layers. */
  | { readonly kind: 'recording'; readonly path: string }
  | ({ readonly kind: 'dataset'; readonly path: string; readonly format: ProbeFormat } & ProbeReading);

export interface RegistryHome {
  /** The folder that has the registry in it. */
  readonly home: string;
}

/** What is said of a layer's dimensions, and whether that is checked against the model's values. Default checked. */
export type KeptLayout = LayoutRequest & { readonly layoutCheck?: boolean | undefined };

/** What is said of a layer's dimensions, as it is kept; every field of the reader's is named. */
export const layoutRequestSchema = z.object({
  layout: z.enum(LAYER_LAYOUTS).optional(),
  tokenGrid: z.object({ height: z.number(), width: z.number() }).optional(),
  classTokens: z.number().optional(),
  tailTokens: z.number().optional(),
  tokenOrder: z.string().optional(),
  layoutCheck: z.boolean().optional(),
} satisfies Record<keyof KeptLayout, z.ZodType>);

/** How a dataset was asked to be read, as it is kept; every field of the readers' is named. Earlier versions kept fewer. */
const readingSchema = z.object({
  exif: z.enum(EXIF_CHOICES).nullable().default(null),
  voidLabels: z.array(z.int()).default([]),
  groupBy: z.string().nullable().default(null),
  pick: z.string().nullable().optional(),
  boxes: z.boolean().optional(),
  classes: z.boolean().optional(),
  computed: z.array(z.enum(COMPUTED_KINDS)).optional(),
  further: z.array(z.object({ path: z.string(), format: z.enum(PROBE_FORMATS) })).optional(),
  mapping: z.string().nullable().optional(),
  concepts: z.string().nullable().optional(),
  crop: z.object({ resize: z.string(), width: z.int(), height: z.int() }).nullable().optional(),
} satisfies Record<keyof ProbeReading, z.ZodType>);

const place = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    path: z.string(),
    preprocessing: preprocessingSchema,
    request: layoutRequestSchema.default({}),
    provider: z.enum(PROVIDERS).optional(),
  }),
  z.object({ kind: z.literal('activations'), path: z.string() }),
  z.object({ kind: z.literal('recording'), path: z.string() }),
  z.object({
    kind: z.literal('dataset'),
    path: z.string(),
    format: z.enum(PROBE_FORMATS),
    ...readingSchema.shape,
  }),
]);

/**
 * Remembers where content lies, so that a worker of this machine finds it by its hash: what a run asked for over the
 * network names is never a path. A file for each content and, for models, each preprocessing, written whole:
 * commands that run at once don't disturb each other, and no setting takes another's place.
 */
export async function rememberPlace(sha256: string, found: Place, { home }: RegistryHome): Promise<void> {
  const path = join(folderOf(home), `${requireSha256(sha256)}${suffixOf(found)}.json`);
  await mkdir(dirname(path), { recursive: true });
  const absolute = found.kind === 'activations' ? resolveArrayPath(found.path) : resolve(found.path);
  await writeFileWhole(path, `${JSON.stringify({ ...found, path: absolute }, null, 2)}\n`);
}

/**
 * Where a dataset, or a file of activations or a recording, of this hash lies on this machine.
 * @throws StrataError SETUP_FAILED when this machine has not explained it
 */
export async function findPlace<Asked extends keyof typeof KINDS_ASKED>(
  asked: Asked,
  sha256: string,
  { home }: RegistryHome,
): Promise<Extract<Place, { kind: (typeof KINDS_ASKED)[Asked][number] }>> {
  const read = await readPlace(join(folderOf(home), `${requireSha256(sha256)}.json`));
  const kinds: readonly string[] = KINDS_ASKED[asked];
  if (read && kinds.includes(read.kind)) return read as Extract<Place, { kind: (typeof KINDS_ASKED)[Asked][number] }>;
  throw unknownHere(asked, sha256);
}

/** What answers a question: activations are handed in as a file or a recording. */
const KINDS_ASKED = { activations: ['activations', 'recording'], dataset: ['dataset'] } as const;

export interface FindModelOptions extends RegistryHome {
  /** How images are to become its input; null: not known, and then this machine must know exactly one way. */
  readonly preprocessing: Preprocessing | null;
}

/**
 * Where a model of this hash lies on this machine that was explained here with this preprocessing.
 * @throws StrataError SETUP_FAILED when this machine has not explained it, or only with others, or with several and
 * nothing says which
 */
export async function findModel(
  sha256: string,
  { home, preprocessing }: FindModelOptions,
): Promise<Omit<ModelPlace, 'kind'>> {
  const places = await modelPlaces(requireSha256(sha256), home);
  if (places.size === 0) throw unknownHere('model', sha256);
  const [only, ...others] = places.values();
  const found = preprocessing ? places.get(hashJson(preprocessing)) : others.length === 0 ? only : undefined;
  if (found) return found;
  const model = `the model of sha256 ${sha256.slice(0, 12)}…`;
  throw new StrataError(
    'SETUP_FAILED',
    preprocessing
      ? `This worker's machine has explained ${model}, but with images prepared otherwise. Run a worker where it was explained with this preprocessing, or explain it here once with the same flags.`
      : `Nothing says how images become the input of ${model}, and this worker's machine has explained it with ${places.size} kinds of preprocessing. Explain it with "strata explain" once more, then start the run again.`,
    { context: { kind: 'model', sha256 } },
  );
}

/** By the hash of their preprocessing. An entry of an earlier version has none in its name, and comes first. */
async function modelPlaces(sha256: string, home: string): Promise<Map<string, ModelPlace>> {
  const names = await readdir(folderOf(home)).catch(() => []);
  const places = new Map<string, ModelPlace>();
  for (const name of names.filter((one) => one.startsWith(sha256) && one.endsWith('.json')).sort(shortFirst)) {
    const read = await readPlace(join(folderOf(home), name));
    if (read?.kind === 'model') places.set(hashJson(read.preprocessing), read);
  }
  return places;
}

const shortFirst = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

function unknownHere(kind: Place['kind'], sha256: string): StrataError {
  return new StrataError(
    'SETUP_FAILED',
    `This worker's machine does not know where the ${kind} of sha256 ${sha256.slice(0, 12)}… lies. Run a worker where it was explained, or explain it here once with "strata explain".`,
    { context: { kind, sha256 } },
  );
}

async function readPlace(path: string): Promise<Place | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return place.parse(JSON.parse(text));
  } catch {
    // Damaged, or of a later version: not known here.
    return null;
  }
}

/** Part of a model's file name: a model is looked up with its preprocessing. */
function suffixOf(found: Place): string {
  return found.kind === 'model' ? `-${hashJson(found.preprocessing).slice(0, PREPROCESSING_DIGITS)}` : '';
}

function folderOf(home: string): string {
  return join(home, 'registry');
}

function requireSha256(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new StrataError('BAD_ID', 'Expected a sha256 in hexadecimal.');
  return sha256;
}
