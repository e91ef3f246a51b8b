import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelLoadError, StrataError } from '@strata/domain';
import { InferenceSession } from 'onnxruntime-node';
import { type ExternalTensor, findExternal, takeExternal } from './external-data/take-external.ts';
import { onlyNeeded } from './reach.ts';
import { requireVersions } from './require-versions.ts';
import { type GraphMessage, type ModelMessage, type NamedMessage, onnxMessage } from './schema.ts';

export interface ModelFile {
  readonly path: string;
  /** Of the file itself, as it is. */
  readonly bytes: Uint8Array;
  readonly message: ModelMessage;
  readonly graph: GraphMessage;
  /** Holds the other files that the model's weights lie in, if there are any. */
  readonly folder: string;
  /** The tensors whose values lie in other files, in the order of `tensorsOf`. */
  readonly external: readonly ExternalTensor[];
}

export interface ReadFileOptions {
  /** Take weights from other files into the message, or leave the large ones for the runtime to read. Default inside. */
  readonly weights?: 'inside' | 'outside';
}

/**
 * Reads and decodes an ONNX file, with the weights that lie in other files of its folder.
 * @throws ModelLoadError when the file can't be read, isn't ONNX, or its weights aren't there.
 */
export async function readModelFile(path: string, { weights = 'inside' }: ReadFileOptions = {}): Promise<ModelFile> {
  const context = { file: path };
  const status = await stat(path).catch(() => null);
  // A pipe would be waited for, and a device read without end.
  if (status !== null && !status.isFile()) {
    throw new ModelLoadError(`${path}: can't be read. Give the path of an .onnx file, not of a folder or device.`, {
      context,
    });
  }
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new ModelLoadError(`${path}: can't be read. Give the path of an .onnx file.`, { cause, context });
  });
  const message = decodeModel(path, bytes);
  const { graph } = message;
  if (graph === undefined || graph.node.length === 0 || message.opsetImport.length === 0) throw notOnnx(path);
  requireVersions(message, path);
  const { folder, tensors: external } = await findExternal(message, path);
  await takeExternal(external, { path, folder, which: weights === 'inside' ? 'all' : 'needed' });
  return { path, bytes, message, graph, folder, external };
}

/**
 * Decodes the bytes of an ONNX file.
 * @throws ModelLoadError when they are something else.
 */
export function decodeModel(path: string, bytes: Uint8Array): ModelMessage {
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
 * The model's bytes with the named tensors added to its outputs, or instead of them, and then without what these don't
 * need; ONNX Runtime infers their types.
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
  const all = { ...file.graph, output: [...own, ...added] } as GraphMessage;
  const graph = alone ? onlyNeeded(all) : all;
  return toBinary(onnxMessage('ModelProto'), { ...file.message, graph } as ModelMessage);
}

/** The runtime's own lines on standard error are left out: errors are thrown, and some are tried on purpose. */
export const QUIET = 4;

/** How a session on a model must be opened. */
export interface ModelLoading {
  readonly path: string;
  /** Holds the other files that the bytes name. Default that of the model. */
  readonly folder?: string;
  /** Operator by operator, as the file says, none fused with others. Default false. */
  readonly asWritten?: boolean;
  /** 1 */
  readonly threads?: number;
  /** What computes. Default cpu. */
  readonly provider?: Provider | undefined;
}

/** What ONNX Runtime can compute with here; on a GPU last bits are other ones. */
export const PROVIDERS = ['cpu', 'cuda'] as const;
export type Provider = (typeof PROVIDERS)[number];

/**
 * Opens a session on a model's bytes.
 * @throws ModelLoadError when ONNX Runtime refuses the model; StrataError SETUP_FAILED when it has no such provider here.
 */
export async function openSession(
  bytes: Uint8Array,
  { path, folder = dirname(resolve(path)), threads = 1, asWritten = false, provider = 'cpu' }: ModelLoading,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionProviders: [provider],
      graphOptimizationLevel: asWritten ? 'disabled' : 'all',
      logSeverityLevel: QUIET,
      extra: {
        session: {
          // Threads that spin while they wait take the cores from whoever else needs them: decoding, the database, other runs.
          intra_op: { allow_spinning: '0' },
          // Which of them are fused depends on what is asked for, and what comes of that on the processor.
          ...(asWritten && { disable_quant_qdq: '1' }),
          model_external_initializers_file_folder_path: folder,
        },
      },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (provider !== 'cpu' && NO_PROVIDER.test(reason)) throw noProvider(provider, { reason, cause });
    throw new ModelLoadError(
      `${path}: ONNX Runtime can't load the model: ${reason}. Check it with onnx.checker.check_model.`,
      {
        cause,
        context: { file: path },
      },
    );
  }
}

/** What the runtime says before it looks at the model. */
const NO_PROVIDER = /AppendExecutionProvider|backend not found|CUDA (?:failure|error)|no CUDA-capable|shared library/iu;

function noProvider(provider: Provider, { reason, cause }: { reason: string; cause: unknown }): StrataError {
  return new StrataError(
    'SETUP_FAILED',
    `--provider ${provider}: ONNX Runtime can't compute with it here (${reason}). It needs a GPU of NVIDIA, CUDA and cuDNN, and the libraries that onnxruntime-node's install script downloads: ` +
      '"npm rebuild onnxruntime-node --foreground-scripts" in a clone, where that may run; the package comes without them. Or leave the flag out: the processor computes.',
    { cause },
  );
}
