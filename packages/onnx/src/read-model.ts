import { createHash } from 'node:crypto';
import { ModelLoadError } from '@strata/domain';
import type { InferenceSession } from 'onnxruntime-node';
import { type KnownTensor, knowTensors } from './layout/know-tensors.ts';
import { type LayerOrder, type LayoutRequest, layoutOf } from './layout/layer-layout.ts';
import type { GridSize } from './layout/token-grid.ts';
import type { TracedLayout } from './layout/trace/classify.ts';
import { openSession, readModelFile, withOutputs } from './model-file.ts';
import type { Shape } from './shape.ts';

export type { Shape } from './shape.ts';

export interface ValueInfo {
  readonly name: string;
  readonly elementType: string;
  /** null = dynamic. */
  readonly shape: Shape;
}
export interface TensorInfo extends ValueInfo {
  readonly op: string;
  readonly units: number | null;
  /** How its values lie on the image; null when it can't be explained. */
  readonly layout: LayerOrder | null;
  /** Rows and columns of its map; null = not known before the model runs. */
  readonly grid: GridSize | null;
  /** Tokens in front of those of the map, which are dropped. */
  readonly classTokens: number;
  /** Tokens behind those of the map, which are dropped. */
  readonly tailTokens: number;
  /** How the tokens of the map follow each other; `rows` for row by row. */
  readonly tokenOrder: string;
  /** What following it through the graph says; null = nothing, so its layout is taken from its shape. */
  readonly traced: TracedLayout;
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

export interface ReadModelOptions {
  /** Size of the images that the model is fed with. Default the input's own, where it is fixed. */
  readonly image?: GridSize | undefined;
  /** How to take these tensors; default inferred, as for all others. */
  readonly requests?: ReadonlyMap<string, LayoutRequest>;
  /** Whether the model may be run on a blank image, to learn sizes that the file leaves open. Default true. */
  readonly run?: boolean;
}

/**
 * Lists a model's tensors with their shapes and how they lie on the image. It is run on one blank image, which tells the
 * sizes that the file leaves open.
 * @throws ModelLoadError when the file isn't an ONNX model, keeps weights outside, or can't be loaded.
 */
export async function readModel(
  path: string,
  { image, requests, run = true }: ReadModelOptions = {},
): Promise<OnnxModel> {
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
    const context = { batch: inputs[0]?.shape[0] ?? null, image: image ?? imageOf(inputs[0]?.shape ?? []) };
    const input = inputs.length === 1 ? (inputs[0] ?? null) : null;
    const tensors = made
      .map(({ name }) => known(values, name))
      .filter(({ elementType }) => elementType !== 'not a tensor');
    const knowledge = await knowTensors(file, { input, image: context.image, tensors, run });
    return {
      path,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      inputs,
      outputs: file.graph.output.map(({ name }) => known(values, name)),
      tensors: made.map(({ name, op }) =>
        tensorInfo(known(values, name), {
          ...{ ...context, op, knowledge: knowledge.get(name) ?? null, request: requests?.get(name) ?? {} },
        }),
      ),
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

/** The image's size where the input says it: (batch, 3, h, w) or (batch, h, w, 3). */
function imageOf([, a = null, b = null, c = null]: Shape): GridSize | null {
  const [height, width] = c === 3 && a !== 3 ? [a, b] : [b, c];
  return height === null || width === null ? null : { height, width };
}

interface TensorContext {
  readonly op: string;
  /** The input's first dimension. */
  readonly batch: number | null;
  readonly image: GridSize | null;
  readonly knowledge: KnownTensor | null;
  readonly request: LayoutRequest;
}

function tensorInfo(declared: ValueInfo, { op, batch, image, knowledge, request }: TensorContext): TensorInfo {
  const value = { ...declared, shape: knowledge?.shape ?? declared.shape };
  const traced = knowledge?.traced ?? null;
  const { layout, reason } = layoutOf(value.shape, { image, traced, request });
  const units = layout?.units ?? null;
  const order = layout?.order ?? null;
  const whyNot =
    unusable(value, { batch, order, traced }) ?? reason ?? (units === null ? 'its number of units is not known' : null);
  return {
    ...value,
    op,
    units,
    traced,
    layout: order,
    grid: layout?.grid ?? null,
    classTokens: layout?.classTokens ?? 0,
    tailTokens: layout?.tailTokens ?? 0,
    tokenOrder: layout?.tokenOrder ?? 'rows',
    probeable: whyNot === null,
    reason: whyNot,
  };
}

interface BatchQuestion {
  readonly batch: number | null;
  readonly order: LayerOrder | null;
  readonly traced: TracedLayout;
}

/** Why a tensor is no layer, for people, whatever its layout; null when it can be one. */
function unusable({ elementType, shape }: ValueInfo, { batch, order, traced }: BatchQuestion): string | null {
  if (elementType !== 'float32') return `holds ${elementType}, not float32`;
  // What was followed through the graph has said already where its batch is.
  if (traced !== null && (order === null || traced.layout?.order === order)) return null;
  // A fixed first dimension under a dynamic batch is a weight or a constant, not something that each image has.
  const first = (order === 'tokens-first' ? shape[1] : shape[0]) ?? null;
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
