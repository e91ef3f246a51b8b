import { DatasetError } from '@strata/domain';
import { PROBE_FORMATS, type ProbeFormat } from '../probe-dataset.ts';
import { DatasetFiles } from './files/dataset-files.ts';
import { requireReadable } from './files/json-kind.ts';
import { ade20k150 } from './formats/ade20k-150.ts';
import { ade20kFull } from './formats/ade20k-full.ts';
import { cityscapesLabelIds, cityscapesPolygons } from './formats/cityscapes.ts';
import { cocoInstances, cocoStuff, roboflowCoco } from './formats/coco.ts';
import { cocoPanoptic } from './formats/coco-panoptic.ts';
import { cocoStuffPixelmaps, cocoStuffThingMaps } from './formats/coco-stuff-maps.ts';
import { cvatImages } from './formats/cvat-images.ts';
import { datumaro } from './formats/datumaro.ts';
import { fiftyone } from './formats/fiftyone.ts';
import { foldersBinary } from './formats/folders-binary.ts';
import { hfParquet } from './formats/hf-parquet.ts';
import { indexPngCsv } from './formats/index-png-csv.ts';
import { labelStudio } from './formats/label-studio.ts';
import { labelme } from './formats/labelme.ts';
import { mapillaryVistas } from './formats/mapillary.ts';
import { pascalContext } from './formats/pascal-context.ts';
import { photos } from './formats/photos.ts';
import { roboflowMasks } from './formats/roboflow-masks.ts';
import { supervisely } from './formats/supervisely.ts';
import { via } from './formats/via.ts';
import { vocColourLabelmap, vocSegmentation } from './formats/voc.ts';
import { vocBoxes } from './formats/voc-boxes.ts';
import type { LayoutReader } from './layout.ts';

/** The layouts of annotation tools, each with its reader; where several recognise a folder, the first is meant. */
export const LAYOUT_READERS: Readonly<Record<Exclude<ProbeFormat, 'broden' | 'planes'>, LayoutReader>> = {
  'voc-colour-labelmap': vocColourLabelmap,
  'voc-segmentation': vocSegmentation,
  'cityscapes-labelids': cityscapesLabelIds,
  'cityscapes-polygons': cityscapesPolygons,
  'ade20k-150': ade20k150,
  'ade20k-full': ade20kFull,
  'mapillary-vistas': mapillaryVistas,
  'roboflow-coco': roboflowCoco,
  'roboflow-masks': roboflowMasks,
  'coco-stuff-pixelmaps': cocoStuffPixelmaps,
  'coco-stuffthingmaps': cocoStuffThingMaps,
  'hf-parquet': hfParquet,
  'index-png-csv': indexPngCsv,
  'folders-binary': foldersBinary,
  'pascal-context': pascalContext,
  fiftyone,
  supervisely,
  'cvat-images': cvatImages,
  datumaro,
  labelme,
  'label-studio': labelStudio,
  via,
  'coco-panoptic': cocoPanoptic,
  'coco-stuff': cocoStuff,
  'coco-instances': cocoInstances,
  'voc-boxes': vocBoxes,
  photos,
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
  await requireReadable(files);
  throw new DatasetError(
    `${root}: expected a dataset in a layout that is read, found none of them. Say which with --format: ${PROBE_FORMATS.join(', ')}.`,
    { context: { file: root } },
  );
}
