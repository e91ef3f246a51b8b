import { copyFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StrataError } from '@strata/domain';
import { writeFileWhole } from '@strata/files';
import { randomizeModel } from '@strata/onnx';

/** Writes a model's untrained twin, whole or not at all, with the preprocessing that lies beside the model. */
export async function randomize(path: string, { out, seed }: { out?: string; seed: number }): Promise<void> {
  const target = resolve(out ?? path.replace(/\.onnx$/u, '').concat('.untrained.onnx'));
  if (target === resolve(path)) {
    throw new StrataError('BAD_CONFIG', `--out ${target} is the model itself. Choose another file.`);
  }
  const { bytes, weights, constants } = await randomizeModel(path, { seed });
  try {
    await writeFileWhole(target, bytes);
    await copyPreprocessing(path, target);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StrataError('BAD_CONFIG', `${target} can't be written: ${why}. Choose another file with --out.`, {
      cause,
    });
  }
  process.stdout.write(`${target}: ${weights} weight tensors drawn anew (seed ${seed}), ${constants} others reset.\n`);
}

async function copyPreprocessing(from: string, to: string): Promise<void> {
  const beside = (path: string): string => path.replace(/\.onnx$/u, '').concat('.strata.json');
  const found = await stat(beside(from)).catch(() => null);
  if (found) await copyFile(beside(from), beside(to));
}
