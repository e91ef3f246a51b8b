import { resolve } from 'node:path';
import { openBroden } from './broden/broden-dataset.ts';
import { openPlanes } from './planes/planes-dataset.ts';
import type { ProbeDataset, ProbeFormat, ProbeReading } from './probe-dataset.ts';

export interface OpenProbeOptions extends Partial<ProbeReading> {
  readonly format: ProbeFormat;
}

/**
 * Opens a probe dataset in the layout asked for. By default image sizes say whether EXIF orientations are followed, and
 * rows named "void" which labels are none; a column `group` says which images belong together.
 * @throws DatasetError or ShapeError naming the file that is missing or contradicts the layout; StrataError BAD_CONFIG when
 * `groupBy` is no regular expression.
 */
export async function openProbeDataset(
  root: string,
  { format, exif = null, voidLabels = [], groupBy = null }: OpenProbeOptions,
): Promise<ProbeDataset> {
  const folder = resolve(root);
  const reading = { exif, voidLabels, groupBy };
  return format === 'broden' ? openBroden(folder, reading) : openPlanes(folder, reading);
}
