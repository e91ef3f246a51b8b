import { createHash } from 'node:crypto';
import { ModelLoadError } from '@strata/domain';
import type { InferenceSession } from 'onnxruntime-node';
import { openSession, readModelFile, withOutputs } from './model-file.ts';

export type Shape = readonly (number | null)[];
export interface ValueInfo {
  readonly name: string;
  readonly elementType: string;
  /** null = dynamic. */
  readonly shape: Shape;
}
export interface TensorInfo extends ValueInfo {
  readonly op: string;
  readonly units: number | null;
  readonly layout: 'nchw' | 'tokens' | 'vector' | 'other';
  readonly probeable: boolean;
  /** Why the tensor can't be explained; null when it can. */
  readonly reason: string | null;
}
export interface OnnxModel {
  readonly path: string;
  readonly sha256: string;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** Every node's outputs, in the file's order. */
  readonly tensors: readonly TensorInfo[];
}

const LAYOUTS = { 2: 'vector', 3: 'tokens', 4: 'nchw' } as const;

/**
 * Lists a model's tensors with their shapes, without running it.
 * @throws ModelLoadError when the file isn't an ONNX model, keeps weights outside, or can't be loaded.
 */
export async function readModel(path: string): Promise<OnnxModel> {
  const file = await readModelFile(path);
  const made = file.graph.node.flatMap((node) =>
    node.output.filter((name) => name !== '').map((name) => ({ name, op: node.opType })),
  );
  const bytes = withOutputs(
    file,
    made.map(({ name }) => name),
  );
  const session = await openSession(bytes, { path, optimize: false });
  try {
    const values = new Map(session.outputMetadata.map((value) => [value.name, valueInfo(value)]));
    const inputs = session.inputMetadata.map(valueInfo);
    const batch = inputs[0]?.shape[0] ?? null;
    return {
      path,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      inputs,
      outputs: file.graph.output.map(({ name }) => known(values, name)),
      tensors: made.map(({ name, op }) => tensorInfo(known(values, name), { op, batch })),
    };
  } finally {
    await session.release();
  }
}

/**
 * Finds a tensor by its name.
 * @throws ModelLoadError that names the nearest tensor when there is none of this name.
 */
export function findTensor(model: OnnxModel, name: string): TensorInfo {
  const found = model.tensors.find((tensor) => tensor.name === name);
  if (found !== undefined) return found;
  const candidates = model.tensors.filter((tensor) => tensor.probeable);
  const nearest = candidates
    .map((tensor) => ({ name: tensor.name, distance: editDistance(tensor.name, name) }))
    .sort((a, b) => a.distance - b.distance)[0];
  const hint = nearest === undefined ? 'The model has no tensor to explain.' : `Did you mean "${nearest.name}"?`;
  throw new ModelLoadError(`${model.path}: no tensor is named "${name}". ${hint}`, {
    context: { file: model.path, tensor: name },
  });
}

function known(values: ReadonlyMap<string, ValueInfo>, name: string): ValueInfo {
  return values.get(name) ?? { name, elementType: 'unknown', shape: [] };
}

function valueInfo(value: InferenceSession.ValueMetadata): ValueInfo {
  if (!value.isTensor) return { name: value.name, elementType: 'not a tensor', shape: [] };
  const shape = value.shape.map((size) => (typeof size === 'number' && size >= 0 ? size : null));
  return { name: value.name, elementType: value.type, shape };
}

function tensorInfo(value: ValueInfo, { op, batch }: { op: string; batch: number | null }): TensorInfo {
  const rank = value.shape.length;
  const layout = rank === 2 || rank === 3 || rank === 4 ? LAYOUTS[rank] : 'other';
  const units = layout === 'other' ? null : (value.shape[layout === 'tokens' ? 2 : 1] ?? null);
  const reason = whyNot(value, { layout, units, batch });
  return { ...value, op, units, layout, probeable: reason === null, reason };
}

/** Why a tensor can't be explained, for people. `batch` is the input's first dimension. */
function whyNot(
  { elementType, shape }: ValueInfo,
  { layout, units, batch }: Pick<TensorInfo, 'layout' | 'units'> & { batch: number | null },
): string | null {
  if (elementType !== 'float32') return `holds ${elementType}, not float32`;
  if (layout === 'tokens') return '(batch, tokens, units) is not supported yet';
  if (layout === 'other') return `has ${shape.length} dimensions, not (batch, units) or (batch, units, height, width)`;
  if (units === null) return 'its number of units is not known from the file';
  // A fixed first dimension under a dynamic batch is a weight or a constant, not something that each image has.
  const first = shape[0] ?? null;
  if (first !== null && first !== batch) return `its first dimension is ${first}, not the batch`;
  return null;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
