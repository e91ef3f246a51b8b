export { type Axis, bilinearAxis } from './twin/axis.ts';
export { countImage, type ImageCount, inRange, type Thresholds } from './twin/count-image.ts';
export { upsample } from './twin/upsample.ts';
