import { basename, resolve } from 'node:path';
import { openBroden } from './broden/broden-dataset.ts';
import { datasetFolder } from './inside.ts';
import { openPlanes } from './planes/planes-dataset.ts';
import type { ProbeDataset, ProbeFormat, ProbeReading } from './probe-dataset.ts';

export interface OpenProbeOptions extends Partial<ProbeReading> {
  readonly format: ProbeFormat;
  /** Stops the reading of its files. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a probe dataset in the layout asked for. By default image sizes say whether EXIF orientations are followed, and
 * rows named "void" which labels are none; a column `group` says which images belong together. The folder may be a link;
 * its files are ordinary ones inside it.
 * @throws DatasetError or ShapeError naming the file that is missing, lies elsewhere or contradicts the layout; StrataError
 * BAD_CONFIG when `groupBy` is no regular expression; the signal's reason.
 */
export async function openProbeDataset(
  root: string,
  { format, exif = null, voidLabels = [], groupBy = null, signal }: OpenProbeOptions,
): Promise<ProbeDataset> {
  const named = resolve(root);
  const folder = datasetFolder(named);
  const opening = { exif, voidLabels, groupBy, signal };
  const dataset = await (format === 'broden' ? openBroden(folder, opening) : openPlanes(folder, opening));
  return { ...dataset, name: basename(named) };
}
