export {
  type BatchActivations,
  type LayerActivations,
  type LayerSession,
  type LayerSessionOptions,
  openLayerSession,
  type PreparedImages,
} from './layer-session.ts';
export { LAYER_LAYOUTS, type LayoutRequest } from './layout/layer-layout.ts';
export type { GridSize } from './layout/token-grid.ts';
export {
  type FoundPreprocessing,
  type Preprocessing,
  preprocessingSchema,
  readPreprocessing,
} from './preprocessing.ts';
export { type RandomizedModel, randomizeModel } from './randomize/randomize-model.ts';
export { findTensor, type OnnxModel, readModel, type TensorInfo, type ValueInfo } from './read-model.ts';
export { type TapOptions, type TappedModel, tapLayer, tapLayers } from './tap-layer.ts';
