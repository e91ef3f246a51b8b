import { DatasetError } from '@strata/domain';
import { PROBE_FORMATS, type ProbeFormat } from '../probe-dataset.ts';
import { DatasetFiles } from './files/dataset-files.ts';
import { cocoInstances, cocoStuff, roboflowCoco } from './formats/coco.ts';
import type { LayoutReader } from './layout.ts';

/** The layouts of annotation tools, each with its reader; where several recognise a folder, the first is meant. */
export const LAYOUT_READERS: Readonly<Record<Exclude<ProbeFormat, 'broden' | 'planes'>, LayoutReader>> = {
  'roboflow-coco': roboflowCoco,
  'coco-stuff': cocoStuff,
  'coco-instances': cocoInstances,
};

/**
 * The layout that a folder's files look like.
 * @throws DatasetError when it is none that is read
 */
export async function recogniseFormat(root: string): Promise<ProbeFormat> {
  const files = new DatasetFiles(root);
  if (files.has('label.csv') && files.has('index.csv')) return 'broden';
  if (files.has('labels.npy')) return 'planes';
  for (const [format, reader] of Object.entries(LAYOUT_READERS)) {
    if (await reader.recognises(files)) return format as ProbeFormat;
  }
  throw new DatasetError(
    `${root}: expected a dataset in a layout that is read, found none of them. Say which with --format: ${PROBE_FORMATS.join(', ')}.`,
    { context: { file: root } },
  );
}
