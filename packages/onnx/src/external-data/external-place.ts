import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import type { TensorMessage } from '../schema.ts';
import { tensorBytes } from './tensor-bytes.ts';

/** Where the values of a tensor lie outside the model's own file. */
export interface ExternalPlace {
  /** An ordinary file inside `folder`, no link. */
  readonly path: string;
  /** Bytes. */
  readonly offset: number;
  readonly length: number;
}

/** TensorProto.DataLocation.EXTERNAL */
const EXTERNAL = 1;

/** Whether a tensor's values lie in another file. */
export function isExternal({ dataLocation }: TensorMessage): boolean {
  return dataLocation === EXTERNAL;
}

/**
 * Finds a tensor's values beside the model that names them. A model is a stranger's file: nothing but ordinary files
 * inside its own folder (that of the file itself, where the path is a link) is read for it.
 * @throws ModelLoadError when they aren't there, lie outside the folder, or are of another size than the tensor.
 */
export async function externalPlace(
  tensor: TensorMessage,
  { path, folder }: { path: string; folder: string },
): Promise<ExternalPlace> {
  const refuse = (message: string, cause?: unknown): never => {
    throw new ModelLoadError(`${path}: ${message}`, { cause, context: { file: path, tensor: tensor.name } });
  };
  const values = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const what = `the values of tensor "${tensor.name}"`;
  const location = values.get('location') ?? '';
  if (location === '') refuse(`${what} lie in another file, which isn't named. Export the model anew.`);
  const outside = `expected ${what} in the model's folder, found "${location}", which lies outside of it. Put the file into the folder, and export with its name alone, or save the model as one file.`;
  if (isAbsolute(location) || location.split(/[\\/]/u).includes('..')) refuse(outside);
  const named = resolve(dirname(path), location);
  const real = await realpath(named).catch((cause: unknown) =>
    refuse(
      `expected ${what} in ${named}, found no such file. Copy it there, from where the model was exported.`,
      cause,
    ),
  );
  if (!isInside(real, folder)) refuse(outside);
  const status = await stat(real);
  if (!status.isFile()) refuse(`expected ${what} in ${named}, which is no ordinary file. Put the exported one there.`);
  const offset = wholeNumber(values.get('offset') ?? '0');
  const length = wholeNumber(values.get('length') ?? String(tensorBytes(tensor)));
  const wanted = tensorBytes(tensor);
  if (offset === null || length === null || wanted !== length) {
    const given = `offset ${values.get('offset') ?? 'none'}, length ${values.get('length') ?? 'none'}`;
    return refuse(`expected ${wanted ?? 'numbers as'} bytes for ${what}, found ${given}. Export the model anew.`);
  }
  if (offset + length > status.size) {
    const end = `${offset + length} bytes`;
    refuse(`expected at least ${end} in ${named} for ${what}, found ${status.size}. Copy the whole file anew.`);
  }
  return { path: real, offset, length };
}

/** The folder that holds what a model may name: its own, links followed. */
export async function modelFolder(path: string, location: string | undefined): Promise<string> {
  const beside = await realpath(dirname(path));
  if (location === undefined || isInside(await realpath(resolve(beside, location)).catch(() => ''), beside))
    return beside;
  // The path may be a link to a file that lies with its data somewhere else, as in a store of downloads.
  return dirname(await realpath(path));
}

/** A path inside the folder as the model may name it. */
export function locationOf({ path }: ExternalPlace, folder: string): string {
  // The runtime gives some names that start otherwise a meaning of its own.
  return `./${relative(folder, path).split(sep).join('/')}`;
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function wholeNumber(text: string): number | null {
  const value = /^\d{1,16}$/u.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}
