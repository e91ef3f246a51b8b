import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StrataError } from '@strata/domain';
import { partPath } from '@strata/files';
import { type RandomizedModel, randomizeModel } from '@strata/onnx';
import { unless } from '../unless.ts';
import { copyPreprocessing, writing } from './write-beside.ts';

export interface RandomizeRequest {
  /** Default beside the model, ending in .untrained.onnx, or in .untrained-1.onnx and so on for several. */
  readonly out?: string | undefined;
  /** Of the first; each further one is greater by one. */
  readonly seed: number;
  /** How many to write; default one. */
  readonly seeds?: number | undefined;
  /** Constants that stay, by name; default none. */
  readonly keep?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

interface Twin {
  readonly target: string;
  /** Its name until all twins are there. */
  readonly part: string;
  readonly seed: number;
}

/**
 * Writes a model's untrained twins with the preprocessing that lies beside the model: all of them, whole, or none.
 * @throws StrataError when a file can't be written, or would be the model itself.
 * @throws ModelLoadError when the model can't be randomized.
 */
export async function randomize(
  path: string,
  { out, seed, seeds, keep = [], signal }: RandomizeRequest,
): Promise<void> {
  const twins = twinsOf(path, { out, seed, seeds });
  for (const { target } of twins) await checkFree(target);
  const written: string[] = [];
  const lines: string[] = [];
  try {
    for (const twin of twins) {
      const model = await unless(signal, randomizeModel(path, { seed: twin.seed, keep }));
      if (lines.length === 0) lines.push(...notes(model));
      written.push(twin.part);
      await writing(twin.target, () => writeFile(twin.part, model.bytes, { flag: 'wx' }));
      lines.push(
        `${twin.target}: ${model.weights} weight tensors drawn anew (seed ${twin.seed}), ${model.constants} others reset.`,
      );
    }
    for (const { target, part } of twins) {
      await writing(target, async () => {
        await rename(part, target);
        await copyPreprocessing(path, target);
      });
    }
  } finally {
    for (const part of written) await rm(part, { force: true });
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function twinsOf(path: string, { out, seed, seeds }: Pick<RandomizeRequest, 'out' | 'seed' | 'seeds'>): Twin[] {
  const stem = path.replace(/\.onnx$/u, '');
  if (seeds !== undefined && out !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      '--out names one file, --seeds writes several beside the model. Give one of both.',
    );
  }
  const twin = (file: string, at: number): Twin => {
    const target = resolve(file);
    return { target, part: partPath(target), seed: seed + at };
  };
  const twins =
    seeds === undefined
      ? [twin(out ?? `${stem}.untrained.onnx`, 0)]
      : Array.from({ length: seeds }, (_, at) => twin(`${stem}.untrained-${at + 1}.onnx`, at));
  const itself = twins.find(({ target }) => target === resolve(path));
  if (itself) throw new StrataError('BAD_CONFIG', `--out ${itself.target} is the model itself. Choose another file.`);
  return twins;
}

/** Found out before anything is written: of several files none is left behind on its own. */
async function checkFree(target: string): Promise<void> {
  const present = await stat(target).catch(() => null);
  if (present === null || present.isFile()) return;
  throw new StrataError('BAD_CONFIG', `${target} can't be written: it is no file. Choose another file with --out.`);
}

/** What stays, for people to judge. */
function notes({ kept, calibrated }: RandomizedModel): string[] {
  const lines = kept.map(({ name, dims, node, why }) => `"${name}" (${dims.join('×')}) in ${node} stays: ${why}.`);
  if (calibrated > 0) {
    lines.push(`Steps of ${calibrated} quantized activations stay those measured on the trained network.`);
  }
  return lines;
}
