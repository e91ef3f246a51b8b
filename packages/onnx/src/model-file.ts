import { readFile } from 'node:fs/promises';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import { InferenceSession } from 'onnxruntime-node';
import { type GraphMessage, type ModelMessage, type NamedMessage, onnxMessage } from './schema.ts';

export interface ModelFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly message: ModelMessage;
  readonly graph: GraphMessage;
}

/**
 * Reads and decodes an ONNX file.
 * @throws ModelLoadError when the file can't be read, isn't ONNX, or keeps its weights in other files.
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  const context = { file: path };
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new ModelLoadError(`${path}: can't be read. Give the path of an .onnx file.`, { cause, context });
  });
  const message = decode(path, bytes);
  const graph = message.graph;
  if (graph === undefined || graph.node.length === 0 || message.opsetImport.length === 0) throw notOnnx(path);
  const external = graph.initializer.find((tensor) => tensor.dataLocation === 1 || tensor.externalData.length > 0);
  if (external !== undefined) {
    throw new ModelLoadError(
      `${path}: expected all weights inside the file, found external data for tensor "${external.name}". ` +
        'Save the model as one file: onnx.save(model, path, save_as_external_data=False).',
      { context: { ...context, tensor: external.name } },
    );
  }
  return { path, bytes, message, graph };
}

function decode(path: string, bytes: Uint8Array): ModelMessage {
  try {
    return fromBinary(onnxMessage('ModelProto'), bytes) as ModelMessage;
  } catch (cause) {
    throw notOnnx(path, cause);
  }
}

function notOnnx(path: string, cause?: unknown): ModelLoadError {
  return new ModelLoadError(`${path}: not an ONNX model. Export the network with torch.onnx.export or tf2onnx.`, {
    cause,
    context: { file: path },
  });
}

/**
 * The model's bytes with the named tensors added to its outputs, or instead of them; ONNX Runtime infers their types, and
 * leaves out what no output needs.
 */
export function withOutputs(
  file: ModelFile,
  names: readonly string[],
  { alone = false }: { /** false */ alone?: boolean } = {},
): Uint8Array {
  const own = alone ? file.graph.output.filter(({ name }) => names.includes(name)) : file.graph.output;
  const present = new Set(own.map((output) => output.name));
  const added = names
    .filter((name) => !present.has(name))
    .map(
      (name) => create(onnxMessage('ValueInfoProto'), { name } as Record<string, unknown>) as unknown as NamedMessage,
    );
  const graph = { ...file.graph, output: [...own, ...added] };
  return toBinary(onnxMessage('ModelProto'), { ...file.message, graph } as ModelMessage);
}

/**
 * Opens a session on a model's bytes.
 * @throws ModelLoadError when ONNX Runtime refuses the model.
 */
export async function openSession(
  bytes: Uint8Array,
  { path, threads = 1, optimize = true }: { path: string /** 1 */; threads?: number /** true */; optimize?: boolean },
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: optimize ? 'all' : 'disabled',
      logSeverityLevel: 3,
      // Threads that spin while they wait take the cores from whoever else needs them: decoding, the database, other runs.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelLoadError(
      `${path}: ONNX Runtime can't load the model: ${reason}. Check it with onnx.checker.check_model.`,
      {
        cause,
        context: { file: path },
      },
    );
  }
}
