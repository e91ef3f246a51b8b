export {
  type DrawnMasks,
  type DrawQuestion,
  type GridShape,
  type HitKernel,
  type HitShapes,
  type ImageBatch,
  type LaidBatch,
  type Thresholds,
  type UnitCounts,
  UPSAMPLINGS,
  type Upsampling,
} from './hit-kernel.ts';
export { type Axis, axisOf, bilinearAxis, nearestAxis } from './twin/axis.ts';
export { countImage, type ImageCount, inRange } from './twin/count-image.ts';
export { createTwinKernel } from './twin/twin-kernel.ts';
export { upsample } from './twin/upsample.ts';
export { createHitKernel } from './wasm/wasm-kernel.ts';
