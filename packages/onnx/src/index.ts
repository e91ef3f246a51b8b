export {
  type LayerActivations,
  type LayerSession,
  type LayerSessionOptions,
  openLayerSession,
  type PreparedImages,
} from './layer-session.ts';
export {
  type FoundPreprocessing,
  type Preprocessing,
  preprocessingSchema,
  readPreprocessing,
} from './preprocessing.ts';
export { type RandomizedModel, randomizeModel } from './randomize/randomize-model.ts';
export { findTensor, type OnnxModel, readModel, type TensorInfo, type ValueInfo } from './read-model.ts';
export { type TappedModel, tapLayer } from './tap-layer.ts';
