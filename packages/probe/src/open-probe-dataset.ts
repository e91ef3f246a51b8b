import { basename, resolve } from 'node:path';
import { openBroden } from './broden/broden-dataset.ts';
import { cropDataset } from './crop-dataset.ts';
import { datasetFolder } from './inside.ts';
import { openLayout } from './layouts/layout-dataset.ts';
import { LAYOUT_READERS, recogniseFormat } from './layouts/readers.ts';
import { openPlanes } from './planes/planes-dataset.ts';
import type { AskedFormat, OpeningOptions, ProbeDataset, ProbeReading } from './probe-dataset.ts';

export interface OpenProbeOptions extends Partial<ProbeReading> {
  readonly format: AskedFormat;
  /** The folder for pictures that lie within other files (parquet), kept for later. Default none: such datasets are refused. */
  readonly pictures?: string | undefined;
  /** Stops the reading of its files. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a probe dataset in the layout asked for, or with "auto" in the one that its files look like. By default image sizes
 * say whether EXIF orientations are followed, and rows named "void" which labels are none; a column `group` says which
 * images belong together. The folder may be a link; its files are ordinary ones inside it.
 * @throws DatasetError or ShapeError naming the file that is missing, lies elsewhere or contradicts the layout; StrataError
 * BAD_CONFIG when `groupBy` is no regular expression; the signal's reason.
 */
export async function openProbeDataset(
  root: string,
  {
    format: asked,
    exif = null,
    voidLabels = [],
    groupBy = null,
    pick = null,
    crop = null,
    pictures,
    signal,
  }: OpenProbeOptions,
): Promise<ProbeDataset> {
  const named = resolve(root);
  const folder = datasetFolder(named);
  const format = asked === 'auto' ? await recogniseFormat(folder) : asked;
  const opening: OpeningOptions = { exif, voidLabels, groupBy, signal };
  const open = () => {
    if (format === 'broden') return openBroden(folder, opening);
    if (format === 'planes') return openPlanes(folder, opening);
    return openLayout(folder, { ...opening, pick, pictures: pictures ?? null, format, reader: LAYOUT_READERS[format] });
  };
  const dataset = { ...(await open()), name: basename(named) };
  return crop === null ? dataset : cropDataset(dataset, { crop, signal });
}
