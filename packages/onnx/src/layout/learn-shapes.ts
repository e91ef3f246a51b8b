import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { type FedImage, type FedShape, fedShape } from '../image-form.ts';
import { type ModelFile, openSession, QUIET } from '../model-file.ts';
import { own } from '../own.ts';
import { requireMemory } from '../require-memory.ts';
import { type GraphMessage, type ModelMessage, type NodeMessage, onnxMessage } from '../schema.ts';
import type { Shape } from '../shape.ts';
import { isKnownOperator } from './trace/known-operator.ts';

/** TensorProto.DataType.INT64 and AttributeProto.AttributeType.INT. */
const [INT64, INT_ATTRIBUTE] = [7, 2];
/** Inputs that say where values go rather than what they are. */
const SAYS_WHERE: Readonly<Record<string, readonly number[]>> = {
  Slice: [1, 2, 3, 4],
  Gather: [1],
  Pad: [1, 3],
  Squeeze: [1],
  Unsqueeze: [1],
};

/** Operators whose output is of their input's size: these need not be asked, and large graphs are full of them. */
const SAME_SIZE = new Set(
  'Relu LeakyRelu Elu Selu Celu Sigmoid HardSigmoid HardSwish Mish Gelu Tanh Softplus Erf Exp Log Sqrt Abs Neg Clip Cast Identity Softmax LayerNormalization'.split(
    ' ',
  ),
);

export interface LearntShapes {
  readonly image: { readonly name: string } & FedShape;
  /** Sizes of tensors, weights included. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** What the integers are that say where values go. */
  readonly integers: ReadonlyMap<string, readonly number[]>;
}

export interface LearnShapesOptions {
  /** The model's only input; null where there are several, which can't be fed. */
  readonly input: { readonly name: string; readonly elementType: string; readonly shape: Shape } | null;
  readonly image: FedImage | null;
  /** Tensors whose sizes are asked for, with what the file says of them. */
  readonly tensors: readonly { readonly name: string; readonly shape: Shape }[];
}

/**
 * The sizes that the file itself tells, for one image: what is known of a model that can't be run. Null when not even the
 * image's is.
 */
export function declaredShapes(file: ModelFile, { input, image, tensors }: LearnShapesOptions): LearntShapes | null {
  const fed = input && fedShape(input.shape, image);
  if (!input || !fed) return null;
  const [batch = 1] = fed.shape;
  const declared = tensors.flatMap((tensor) => {
    const sizes = tensor.shape.map((size, i) => size ?? (i === 0 ? batch : null));
    return sizes.length === 0 || sizes.includes(null) ? [] : [[tensor.name, sizes as number[]] as const];
  });
  const shapes = new Map([...weightShapes(file.graph), ...declared]);
  return { image: { name: input.name, ...fed }, shapes, integers: new Map() };
}

/**
 * The sizes of a model's tensors for one image, by running it on a black one: only sizes and small integers are kept, so it
 * takes the memory of a run and no more. Null when the model can't be fed like that.
 */
export async function learnShapes(
  file: ModelFile,
  { input, image, tensors }: LearnShapesOptions,
): Promise<LearntShapes | null> {
  const fed = input && fedShape(input.shape, image);
  if (!input || !fed || input.elementType !== 'float32') return null;
  const same = new Map(
    file.graph.node
      .filter((node) => isKnownOperator(node) && SAME_SIZE.has(node.opType))
      .map(({ output: [out = ''], input: [from = ''] }) => [out, from]),
  );
  const all = tensors.map(({ name }) => name);
  const others = all.filter((name) => !same.has(name));
  // A graph needs an output to be run.
  const asked = askFor(file.graph, others.length > 0 ? others : all.slice(0, 1));
  const { path, folder } = file;
  const fedImage = { name: input.name, ...fed };
  try {
    requireMemory([...tensors, fedImage], { path, batch: 1 });
    const session = await openSession(asked.bytes(file), { path, folder, asWritten: true });
    try {
      const black = new Float32Array(fed.shape.reduce((product, one) => product * one, 1));
      const feeds = { [input.name]: new Tensor('float32', black, fed.shape) };
      const results = await session.run(feeds, { logSeverityLevel: QUIET });
      const { shapes, integers } = read(results, { asked, graph: file.graph });
      shapes.set(input.name, fed.shape);
      for (const [name, from] of same) {
        const size = shapes.get(from);
        if (size) shapes.set(name, size);
      }
      return { image: fedImage, shapes, integers };
    } finally {
      await session.release();
    }
  } catch {
    // What can't be run is told when it is to be explained; until then it is known by its file alone.
    return null;
  }
}

interface Asked {
  readonly names: readonly string[];
  readonly integers: readonly string[];
  readonly bytes: (file: ModelFile) => Uint8Array;
}

const shapeName = (i: number): string => `strata/shape/${i}`;
const integersName = (i: number): string => `strata/integers/${i}`;

/** The graph with the sizes of its tensors for outputs. */
function askFor(graph: GraphMessage, names: readonly string[]): Asked {
  const integers = [
    ...new Set(
      graph.node.filter(isKnownOperator).flatMap(({ opType, input }) => wherever(opType).map((at) => input[at] ?? '')),
    ),
  ].filter((name) => name !== '');
  const nodes = [
    ...names.map((name, i) => ({ opType: 'Shape', input: [name], output: [shapeName(i)] })),
    ...integers.map((name, i) => ({
      opType: 'Cast',
      input: [name],
      output: [integersName(i)],
      attribute: [{ name: 'to', i: BigInt(INT64), type: INT_ATTRIBUTE }],
    })),
  ];
  const node = nodes.map((one) =>
    create(onnxMessage('NodeProto'), one as MessageInitShape<ReturnType<typeof onnxMessage>>),
  );
  const output = nodes.map((one) => create(onnxMessage('ValueInfoProto'), { name: one.output[0] } as never));
  const changed = { ...graph, node: [...graph.node, ...node], output };
  return {
    names,
    integers,
    bytes: (file) =>
      toBinary(onnxMessage('ModelProto'), { ...file.message, graph: changed } as unknown as ModelMessage),
  };
}

function wherever(opType: NodeMessage['opType']): readonly number[] {
  return own(SAYS_WHERE, opType) ?? (opType.startsWith('Reduce') ? [1] : []);
}

function read(
  results: InferenceSession.ReturnType,
  { asked, graph }: { asked: Asked; graph: GraphMessage },
): { readonly shapes: Map<string, readonly number[]>; readonly integers: Map<string, readonly number[]> } {
  const numbers = (name: string): number[] => Array.from(results[name]?.data as BigInt64Array, Number);
  return {
    shapes: new Map<string, readonly number[]>([
      ...weightShapes(graph),
      ...asked.names.map((name, i) => [name, numbers(shapeName(i))] as const),
    ]),
    integers: new Map(asked.integers.map((name, i) => [name, numbers(integersName(i))])),
  };
}

function weightShapes({ initializer, sparseInitializer }: GraphMessage): (readonly [string, number[]])[] {
  const sparse = sparseInitializer.map(({ values, dims }) => ({ name: values?.name ?? '', dims }));
  return [...initializer, ...sparse].map(({ name, dims }) => [name, dims.map(Number)] as const);
}
