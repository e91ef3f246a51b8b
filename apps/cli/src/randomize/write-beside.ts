import { copyFile, stat } from 'node:fs/promises';
import { StrataError } from '@strata/domain';

/** Does what writes a file. @throws StrataError BAD_CONFIG that names the file when that fails */
export async function writing(target: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StrataError('BAD_CONFIG', `${target} can't be written: ${why}. Choose another file with --out.`, {
      cause,
    });
  }
}

/** Lays the preprocessing that lies beside a model beside another, where there is any. */
export async function copyPreprocessing(from: string, to: string): Promise<void> {
  const beside = (path: string): string => path.replace(/\.onnx$/u, '').concat('.strata.json');
  const status = await stat(beside(from)).catch(() => null);
  if (status) await copyFile(beside(from), beside(to));
}
