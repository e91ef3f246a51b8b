import { ModelLoadError } from '@strata/domain';
import type { InferenceSession } from 'onnxruntime-node';
import { dependsOn } from './depends-on.ts';
import { hashOfFile } from './hash-model.ts';
import { type FedImage, imageForm } from './image-form.ts';
import { innerTensors } from './inner-tensors.ts';
import { requireExactIntegers } from './integer-kernels.ts';
import { type KnownTensor, knowTensors } from './layout/know-tensors.ts';
import { type LayoutRequest, layoutOf } from './layout/layer-layout.ts';
import { batchPlace, type LayerOrder } from './layout/orders.ts';
import type { GridSize } from './layout/token-grid.ts';
import type { TracedLayout } from './layout/trace/classify.ts';
import { type MapOrder, traceOrders } from './layout/trace-orders.ts';
import { type ModelFile, openSession, readModelFile, withOutputs } from './model-file.ts';
import { blocksOf } from './modules/blocks.ts';
import { moduleEnds, modulesByTensor } from './modules/module-ends.ts';
import type { OnnxModel, TensorInfo, ValueInfo } from './onnx-model.ts';
import { quantizationOf } from './quantized.ts';
import type { Shape } from './shape.ts';
import { unsteadyTensors } from './steady/unsteady-tensors.ts';

export interface ReadModelOptions {
  /** Images that the model is fed with. Default of the input's own size, where it is fixed. */
  readonly image?: FedImage | undefined;
  /** How to take these tensors; default inferred, as for all others. */
  readonly requests?: ReadonlyMap<string, LayoutRequest>;
}

/**
 * Lists a model's tensors with their shapes and how they lie on the image. It is run on one black image, which tells the
 * sizes that the file leaves open.
 * @throws ModelLoadError when the file isn't an ONNX model, its weights aren't there, or it can't be loaded.
 */
export async function readModel(path: string, options: ReadModelOptions = {}): Promise<OnnxModel> {
  const file = await readModelFile(path, { weights: 'outside' });
  const described = await describeModel(file, options);
  return { ...described, sha256: await hashOfFile(file) };
}

/**
 * As `readModel`, of a file that is read already, without its hash.
 * @throws ModelLoadError when it can't be loaded.
 */
export async function describeModel(
  file: ModelFile,
  { image, requests }: ReadModelOptions = {},
): Promise<Omit<OnnxModel, 'sha256'>> {
  const { path, folder } = file;
  if (quantizationOf(file.message).integers) await requireExactIntegers(path);
  const made = file.graph.node.flatMap((node) =>
    node.output.filter((name) => name !== '').map((name) => ({ name, op: node.opType })),
  );
  const bytes = withOutputs(
    file,
    made.map(({ name }) => name),
  );
  const unsteady = unsteadyTensors(file.message);
  const ends = moduleEnds(file.graph);
  const [modules, blocks] = [modulesByTensor(ends), blocksOf([...ends.keys()])];
  const session = await openSession(bytes, { path, folder, asWritten: true }).catch((error: unknown) => {
    throw withReason(error, [...unsteady.values()][0]);
  });
  try {
    const values = new Map(session.outputMetadata.map((value) => [value.name, valueInfo(value)]));
    const inputs = session.inputMetadata.map(valueInfo);
    const [first] = inputs;
    const size = image ?? imageOf(first?.shape ?? []);
    const fromImage = dependsOn(file.graph, first?.name ?? '');
    const orders = traceOrders(file.graph.node, inputs);
    const context = { batch: first?.shape[0] ?? null, image: size };
    const knowledge = await knowTensors(file, {
      input: inputs.length === 1 && first ? first : null,
      image: size,
      tensors: made.map(({ name }) => known(values, name)).filter(({ elementType }) => elementType !== 'not a tensor'),
    });
    const opset = file.message.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
    return {
      path,
      irVersion: Number(file.message.irVersion),
      opset: opset === undefined ? null : Number(opset.version),
      inputs,
      outputs: file.graph.output.map(({ name }) => known(values, name)),
      inner: innerTensors(file.graph),
      ends,
      tensors: made.map(({ name, op }) =>
        tensorInfo(known(values, name), {
          ...context,
          op,
          modules: modules.get(name) ?? [],
          blocks,
          knowledge: knowledge.get(name) ?? null,
          nearby: orders.get(name) ?? null,
          unsteady: unsteady.get(name) ?? null,
          fromImage: fromImage.has(name),
          request: requests?.get(name) ?? {},
        }),
      ),
    };
  } finally {
    await session.release();
  }
}

/** The runtime has no kernels for some nodes in training mode, and says something else. */
function withReason(error: unknown, unsteady: string | undefined): unknown {
  if (!(error instanceof ModelLoadError) || unsteady === undefined) return error;
  return new ModelLoadError(`${error.message} The model ${unsteady}.`, { cause: error, context: error.context });
}

function known(values: ReadonlyMap<string, ValueInfo>, name: string): ValueInfo {
  return values.get(name) ?? { name, elementType: 'unknown', shape: [] };
}

function valueInfo(value: InferenceSession.ValueMetadata): ValueInfo {
  if (!value.isTensor) return { name: value.name, elementType: 'not a tensor', shape: [] };
  const shape = value.shape.map((size) => (typeof size === 'number' && size >= 0 ? size : null));
  return { name: value.name, elementType: value.type, shape };
}

/** The image's size where the input says it. */
function imageOf(shape: Shape): GridSize | null {
  const { height, width } = imageForm(shape);
  return height === null || width === null ? null : { height, width };
}

interface TensorContext {
  readonly op: string;
  readonly modules: readonly string[];
  /** Paths of all modules that are blocks. */
  readonly blocks: ReadonlySet<string>;
  /** The input's first dimension. */
  readonly batch: number | null;
  readonly image: GridSize | null;
  readonly knowledge: KnownTensor | null;
  readonly nearby: MapOrder | null;
  readonly request: LayoutRequest;
  /** Why its values aren't the same each time; null when they are. */
  readonly unsteady: string | null;
  /** Its values depend on the image. */
  readonly fromImage: boolean;
}

function tensorInfo(declared: ValueInfo, context: TensorContext): TensorInfo {
  const { op, modules, blocks, image, knowledge, nearby, request, unsteady } = context;
  const value = { ...declared, shape: knowledge?.shape ?? declared.shape };
  const traced = knowledge?.traced ?? null;
  const { layout, reason } = layoutOf(value.shape, { image, traced, nearby, request });
  const units = layout?.units ?? null;
  const order = layout?.order ?? null;
  const whyNot =
    unusable(value, { ...context, order, traced }) ??
    unsteady ??
    reason ??
    (units === null ? 'its number of units is not known' : null);
  return {
    ...value,
    op,
    modules,
    endsBlock: modules.some((path) => blocks.has(path)),
    units,
    traced,
    nearby,
    layout: order,
    grid: layout?.grid ?? null,
    classTokens: layout?.classTokens ?? 0,
    tailTokens: layout?.tailTokens ?? 0,
    tokenOrder: layout?.tokenOrder ?? 'rows',
    probeable: whyNot === null,
    unsteady,
    reason: whyNot,
  };
}

interface UsableQuestion extends TensorContext {
  readonly order: LayerOrder | null;
  readonly traced: TracedLayout;
}

/** Why a tensor is no layer, for people, whatever its layout; null when it can be one. */
function unusable({ elementType, shape }: ValueInfo, question: UsableQuestion): string | null {
  const { batch, fromImage, order, traced } = question;
  if (elementType !== 'float32') return `holds ${elementType}, not float32`;
  // ONNX Runtime gives none of the dimensions both where there are none and where their number isn't known.
  if (shape.length === 0 && fromImage && !question.knowledge?.learnt) {
    return 'has a number of dimensions that only a run of the model tells, and it did not run on a black image of the size that is known; say the size with --input-size';
  }
  // What was followed through the graph from the image has said already where its batch is.
  if (fromImage && traced !== null && (order === null || traced.layout?.order === order)) return null;
  // One image at a time: the file was made with one, and holds that where it says that it takes any number.
  // Any other fixed first dimension under a dynamic batch is a weight or a constant, not something that each image has.
  const first = shape[batchPlace(order)] ?? null;
  if (first === 1 && batch === null && fromImage) return null;
  if (first !== null && first !== batch) return `its first dimension is ${first}, not the batch`;
  return null;
}
