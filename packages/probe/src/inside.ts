import { relative, resolve, sep } from 'node:path';
import { DatasetError } from '@strata/domain';

/**
 * Resolves a path that a dataset names.
 * @throws DatasetError when it leaves the dataset's folder: datasets are not trusted.
 */
export function insideFolder(path: string, { folder, where }: { folder: string; where: string }): string {
  const resolved = resolve(folder, path);
  const inside = relative(folder, resolved);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside) {
    throw new DatasetError(`${where}: expected a path inside ${folder}, found "${path}".`);
  }
  return resolved;
}
