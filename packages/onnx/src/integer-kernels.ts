import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { onnxMessage } from './schema.ts';

/** Rows, columns and products of each sum. */
const SIZE = 16;
/** TensorProto.DataType */
const [UINT8, INT8, INT32] = [2, 3, 6];
/** The greatest that bytes with and without sign hold: two such products are more than 16 bits. */
const [GREATEST, GREATEST_SIGNED] = [255, 127];

let tried: Promise<boolean> | null = null;

/**
 * Whether the runtime's kernels for bytes add up exactly on this processor: without special instructions (VNNI) they
 * cut sums of two products off at 16 bits. Tried once for a process, with the greatest values.
 */
export function integersAreExact(): Promise<boolean> {
  tried ??= tryIntegers();
  return tried;
}

async function tryIntegers(): Promise<boolean> {
  const session = await InferenceSession.create(productModel(), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  try {
    const bytes = new Uint8Array(SIZE * SIZE).fill(GREATEST);
    const { sums } = await session.run({ bytes: new Tensor('uint8', bytes, [SIZE, SIZE]) });
    const data = (sums as Tensor).data as Int32Array;
    return data.every((sum) => sum === SIZE * GREATEST * GREATEST_SIGNED);
  } finally {
    await session.release();
  }
}

/** Bytes times signed bytes. */
function productModel(): Uint8Array {
  const dims = [BigInt(SIZE), BigInt(SIZE)];
  const value = (name: string, elemType: number) => ({
    name,
    type: { tensorType: { elemType, shape: { dim: dims.map((dimValue) => ({ dimValue })) } } },
  });
  const rawData = new Uint8Array(SIZE * SIZE).fill(GREATEST_SIGNED);
  const graph = {
    name: 'product',
    node: [{ opType: 'MatMulInteger', input: ['bytes', 'signed'], output: ['sums'] }],
    input: [value('bytes', UINT8)],
    output: [value('sums', INT32)],
    initializer: [{ name: 'signed', dims, dataType: INT8, rawData }],
  };
  const description = onnxMessage('ModelProto');
  const model = { irVersion: 8n, opsetImport: [{ version: 13n }], graph } as MessageInitShape<typeof description>;
  return toBinary(description, create(description, model));
}

/**
 * Makes sure that a model with such kernels gives the same values here as everywhere.
 * @throws ModelLoadError when it doesn't.
 */
export async function requireExactIntegers(
  path: string,
  { exact = integersAreExact }: { /** integersAreExact */ exact?: () => Promise<boolean> } = {},
): Promise<void> {
  if (await exact()) return;
  throw new ModelLoadError(
    `${path}: the model adds up products of bytes (QLinearConv, MatMulInteger or the like), which this machine's processor cuts off at 16 bits: values would be others than elsewhere. Use a processor with VNNI, or export the model with QuantizeLinear and DequantizeLinear around float operators.`,
    { context: { file: path } },
  );
}
