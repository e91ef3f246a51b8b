import type { AskedFormat } from '@strata/probe';

/** The dataset layouts to choose from, without loading their readers to print a help text. */
export const FORMATS = Object.keys({
  auto: true,
  broden: true,
  planes: true,
  'coco-instances': true,
  'coco-panoptic': true,
  'coco-stuff': true,
  'coco-stuff-pixelmaps': true,
  'coco-stuffthingmaps': true,
  'voc-segmentation': true,
  'voc-colour-labelmap': true,
  'ade20k-full': true,
  'ade20k-150': true,
  'cityscapes-labelids': true,
  'cityscapes-polygons': true,
  'mapillary-vistas': true,
  'roboflow-coco': true,
  'roboflow-masks': true,
  'index-png-csv': true,
  'folders-binary': true,
} satisfies Record<AskedFormat, true>);
