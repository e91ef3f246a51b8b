import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StrataError } from '@strata/domain';
import { LAYER_LAYOUTS, type LayoutRequest, type Preprocessing, preprocessingSchema } from '@strata/onnx';
import { PROBE_FORMATS, type ProbeFormat } from '@strata/probe';
import { z } from 'zod';
import { strataHome } from '../home.ts';

/** Where a file or a folder of this content lay when it was last explained on this machine. */
export type Place =
  | {
      readonly kind: 'model';
      readonly path: string;
      readonly preprocessing: Preprocessing;
      /** How its layers' dimensions are meant. */
      readonly request: LayoutRequest;
    }
  | { readonly kind: 'activations'; readonly path: string }
  | { readonly kind: 'dataset'; readonly path: string; readonly format: ProbeFormat };

const request = z.object({
  layout: z.enum(LAYER_LAYOUTS).optional(),
  tokenGrid: z.object({ height: z.number(), width: z.number() }).optional(),
  classTokens: z.number().optional(),
  tailTokens: z.number().optional(),
  tokenOrder: z.string().optional(),
});

const place = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    path: z.string(),
    preprocessing: preprocessingSchema,
    request: request.default({}),
  }),
  z.object({ kind: z.literal('activations'), path: z.string() }),
  z.object({ kind: z.literal('dataset'), path: z.string(), format: z.enum(PROBE_FORMATS) }),
]);

/**
 * Remembers where content lies, so that a worker of this machine finds it by its hash: what a run asked for over the
 * network names is never a path. A file for each hash, renamed into place: commands that run at once don't disturb each
 * other.
 */
export async function rememberPlace(sha256: string, found: Place): Promise<void> {
  const path = fileOf(sha256);
  await mkdir(folder(), { recursive: true });
  const partial = `${path}.${process.pid}.partial`;
  await writeFile(partial, `${JSON.stringify({ ...found, path: resolve(found.path) }, null, 2)}\n`);
  await rename(partial, path);
}

/**
 * Where content of this hash lies on this machine.
 * @throws StrataError SETUP_FAILED when this machine has not explained it
 */
export async function findPlace<Kind extends Place['kind']>(
  kind: Kind,
  sha256: string,
): Promise<Extract<Place, { kind: Kind }>> {
  const text = await readFile(fileOf(sha256), 'utf8').catch(() => null);
  const read = text === null ? null : place.safeParse(JSON.parse(text)).data;
  if (read?.kind === kind) return read as Extract<Place, { kind: Kind }>;
  throw new StrataError(
    'SETUP_FAILED',
    `This worker's machine does not know where the ${kind} of sha256 ${sha256.slice(0, 12)}… lies. Run a worker where it was explained, or explain it here once with "strata explain".`,
    { context: { kind, sha256 } },
  );
}

function folder(): string {
  return join(strataHome(), 'registry');
}

function fileOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new StrataError('BAD_ID', 'Expected a sha256 in hexadecimal.');
  return join(folder(), `${sha256}.json`);
}
