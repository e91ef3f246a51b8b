import { ModelLoadError } from '@strata/domain';
import type { OnnxModel, TensorInfo } from '../onnx-model.ts';
import { tensorOf } from './module-ends.ts';
import { nearestText } from './nearest-modules.ts';

/** What of a tensor a search needs. */
export type SearchedTensor = Pick<TensorInfo, 'name' | 'probeable'>;

/** A model in which tensors are looked for. */
export interface SearchedModel<Found extends SearchedTensor = TensorInfo>
  extends Pick<OnnxModel, 'path' | 'inner' | 'ends'> {
  readonly tensors: readonly Found[];
}

/**
 * Finds a tensor by its own name or by the path of the module that gives it out; the tensor's own goes first.
 * @throws ModelLoadError that names the nearest modules when there is neither, or the node in which the tensor lies.
 */
export function findTensor<Found extends SearchedTensor>(model: SearchedModel<Found>, name: string): Found {
  const byName = new Map(model.tensors.map((tensor) => [tensor.name, tensor]));
  const tensor = tensorOf(name, { made: byName, ends: model.ends });
  const found = tensor === null ? undefined : byName.get(tensor);
  if (found !== undefined) return found;
  const context = { file: model.path, tensor: name };
  const place = model.inner.get(name);
  if (place !== undefined) {
    throw new ModelLoadError(
      `${model.path}: tensor "${name}" lies inside ${place}, in a branch or body of its own, which can't be read from outside. Choose the node's output or another tensor.`,
      { context },
    );
  }
  const hint = model.tensors.some(({ probeable }) => probeable)
    ? nearestText(name, model.ends)
    : 'The model has no tensor to explain.';
  throw new ModelLoadError(
    `${model.path}: no tensor is named "${name}"${model.ends.size > 0 ? ', and no module has this path' : ''}. ${hint}`,
    { context },
  );
}
