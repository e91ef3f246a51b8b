import { statfs } from 'node:fs/promises';
import { StrataError } from '@strata/domain';

const FLOAT_BYTES = 4;
/** What other programs, the database among them, should still find. */
const LEFT_FREE_BYTES = 64 * 2 ** 20;

export interface RoomOptions {
  readonly cacheDir: string;
  readonly layer: string;
  /** What other layers of the same pass take. Default 0. */
  readonly besideBytes?: number;
}

/**
 * Makes sure that a layer's activations (unit, sample, height, width) fit on the cache's disk, and one unit of them in
 * memory, before they are written.
 * @throws StrataError DISK_FULL or BAD_SHAPE that says how much is needed and how much there is
 */
export async function requireRoom(
  [units, samples, height, width]: readonly [number, number, number, number],
  { cacheDir, layer, besideBytes = 0 }: RoomOptions,
): Promise<void> {
  const unitBytes = samples * height * width * FLOAT_BYTES;
  const needed = units * unitBytes;
  const shape = `(${units} units, ${samples} samples, ${height}, ${width})`;
  const beside = besideBytes > 0 ? `, the other layers ${megabytes(besideBytes)}` : '';
  const context = { file: cacheDir, tensor: layer };
  const { bavail, bsize } = await statfs(cacheDir);
  if (besideBytes + needed + LEFT_FREE_BYTES > bavail * bsize) {
    throw new StrataError(
      'DISK_FULL',
      `The activations of "${layer}" ${shape} take ${megabytes(needed)}${beside} and ${megabytes(LEFT_FREE_BYTES)} are to stay free; ${megabytes(bavail * bsize)} are free in ${cacheDir}. ` +
        'Free some, set STRATA_HOME to a folder on a larger disk, or choose a layer with smaller maps.',
      { context },
    );
  }
  const available = process.availableMemory();
  if (unitBytes > available / 4) {
    throw new StrataError(
      'BAD_SHAPE',
      `One unit of "${layer}" ${shape} takes ${megabytes(unitBytes)}; ${megabytes(available)} of memory are available. ` +
        'Choose a layer with smaller maps, or fewer samples.',
      { context },
    );
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
