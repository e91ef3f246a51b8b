import type { AskedFormat } from '@strata/probe';

/** The dataset layouts to choose from, without loading their readers to print a help text. */
export const FORMATS = Object.keys({
  auto: true,
  broden: true,
  planes: true,
  'coco-instances': true,
  'coco-stuff': true,
  'roboflow-coco': true,
} satisfies Record<AskedFormat, true>);
