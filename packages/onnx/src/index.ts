export type { AskedCrop, AskedFit } from './asked-resize.ts';
export { checkModel } from './check-input.ts';
export { type CutModel, cutAtLayer } from './cut-at-layer.ts';
export { decodeImage, type ImageSource } from './decode-image.ts';
export { hashModel } from './hash-model.ts';
export { fillPixels, readPixels } from './image-input.ts';
export {
  type BatchActivations,
  type LayerActivations,
  type LayerSession,
  type LayerSessionOptions,
  openLayerSession,
  type PreparedImages,
} from './layer-session.ts';
export type { LayoutRequest } from './layout/layer-layout.ts';
export { LAYER_LAYOUTS } from './layout/orders.ts';
export type { GridSize } from './layout/token-grid.ts';
export { PROVIDERS, type Provider } from './model-file.ts';
export { findTensor } from './modules/find-tensor.ts';
export { type NamedLayer, nameLayers } from './modules/name-layers.ts';
export type { OnnxModel, TensorInfo, ValueInfo } from './onnx-model.ts';
export { checkLayouts, requireLayouts, whyWrong } from './oracle/check-layouts.ts';
export type { LayoutVerdict } from './oracle/judge-changes.ts';
export { checkPatch, type PatchChecked } from './patch/check-patch.ts';
export { patchRange, type RangePatch } from './patch/patch-range.ts';
export { imageValues, type Preprocessing, preprocessingSchema, resizeWay } from './preprocessing.ts';
export { type OtherFeed, otherFeeds, type PresetName } from './presets.ts';
export {
  type RandomizedModel,
  type RandomizeOptions,
  randomizeModel,
  type Staying,
} from './randomize/randomize-model.ts';
export { readModel } from './read-model.ts';
export { type FoundPreprocessing, readPreprocessing, resizeFor } from './read-preprocessing.ts';
export type { Pixels } from './resize.ts';
export { openTailSession, type TailInput, type TailSession, type TailSessionOptions } from './tail-session.ts';
export { type TapOptions, type TappedModel, tapLayer, tapLayers } from './tap-layer.ts';
export { tryLayers } from './try-layers.ts';
