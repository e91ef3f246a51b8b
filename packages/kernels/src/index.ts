export type {
  DrawnMasks,
  DrawQuestion,
  GridShape,
  HitKernel,
  HitShapes,
  ImageBatch,
  Thresholds,
  UnitCounts,
} from './hit-kernel.ts';
export { type Axis, bilinearAxis } from './twin/axis.ts';
export { countImage, type ImageCount, inRange } from './twin/count-image.ts';
export { createTwinKernel } from './twin/twin-kernel.ts';
export { upsample } from './twin/upsample.ts';
export { createHitKernel } from './wasm/wasm-kernel.ts';
