import { create, toBinary } from '@bufbuild/protobuf';
import { type ModelFile, openSession } from '../model-file.ts';
import { own } from '../own.ts';
import { type ModelMessage, onnxMessage } from '../schema.ts';
import { makeGraph, makeNode } from './make-message.ts';
import { DATA_TYPES } from './number-types.ts';
import type { Operation, Scope, Value } from './value-graph.ts';

const INT_ATTRIBUTE = 2;
/** From the names of ONNX Runtime to TensorProto.DataType. */
const TYPE_NAMES: Readonly<Record<string, number>> = DATA_TYPES;

/** What a constant is, its numbers left aside. */
export interface Measured {
  readonly dims: readonly number[];
  /** TensorProto.DataType; 0 = unknown. */
  readonly dataType: number;
}

/**
 * Dimensions and type of constants, whether they lie in the file as they are or come of other constants.
 * @throws ModelLoadError when ONNX Runtime can't work them out.
 */
export async function measureConstants(
  file: ModelFile,
  values: readonly Value[],
): Promise<ReadonlyMap<Value, Measured>> {
  const measured = new Map<Value, Measured>();
  const derived = new Map<Scope, Value[]>();
  for (const value of values) {
    const { tensor } = value;
    if (tensor) measured.set(value, { dims: tensor.dims.map(Number), dataType: tensor.dataType });
    else derived.set(value.scope, [...(derived.get(value.scope) ?? []), value]);
  }
  for (const group of derived.values()) {
    for (const [value, found] of await measureDerived(file, group)) measured.set(value, found);
  }
  return measured;
}

async function measureDerived(file: ModelFile, values: readonly Value[]): Promise<Map<Value, Measured>> {
  const shapes = values.map((_, at) => `strata/shape-${at}`);
  const nodes = values.map(({ name }, at) =>
    makeNode({ opType: 'Shape', input: [name], output: [shapes[at] as string] }),
  );
  const names = values.map(({ name }) => name);
  const session = await openSession(constantModel(file, values, { nodes, outputs: [...names, ...shapes] }), {
    path: file.path,
  });
  try {
    // Only the shapes leave the runtime: not every type of number can.
    const results = await session.run({}, shapes);
    const types = new Map(session.outputMetadata.map((one) => [one.name, one.isTensor ? one.type : '']));
    return new Map(
      values.map((value, at) => {
        const dims = [...((results[shapes[at] as string]?.data ?? []) as BigInt64Array)].map(Number);
        return [value, { dims, dataType: own(TYPE_NAMES, types.get(value.name) ?? '') ?? 0 }];
      }),
    );
  } finally {
    await session.release();
  }
}

/**
 * The numbers of constants, as float32 and row by row, of each scope's in one run.
 * @throws ModelLoadError when ONNX Runtime can't work them out.
 */
export async function readConstants(
  file: ModelFile,
  values: readonly Value[],
): Promise<ReadonlyMap<Value, Float32Array>> {
  const read = new Map<Value, Float32Array>();
  for (const scope of new Set(values.map((value) => value.scope))) {
    const group = values.filter((value) => value.scope === scope);
    const outputs = group.map((_, at) => `strata/numbers-${at}`);
    const nodes = group.map(({ name }, at) =>
      makeNode({
        opType: 'Cast',
        input: [name],
        output: [outputs[at] as string],
        attribute: [{ name: 'to', i: BigInt(DATA_TYPES.float32), type: INT_ATTRIBUTE }],
      }),
    );
    const session = await openSession(constantModel(file, group, { nodes, outputs }), {
      path: file.path,
    });
    try {
      const results = await session.run({}, outputs);
      for (const [at, value] of group.entries()) {
        // Copied: the session's memory goes with it.
        read.set(value, Float32Array.from(results[outputs[at] as string]?.data as Float32Array));
      }
    } finally {
      await session.release();
    }
  }
  return read;
}

/** A model that makes constants and nothing else. */
function constantModel(
  { message }: ModelFile,
  values: readonly Value[],
  { nodes, outputs }: { readonly nodes: ReturnType<typeof makeNode>[]; readonly outputs: readonly string[] },
): Uint8Array {
  const { operations, leaves } = coneOf(values);
  const graph = makeGraph({
    node: [...operations.map(({ node }) => node), ...nodes],
    initializer: leaves.flatMap(({ tensor }) => tensor ?? []),
    sparseInitializer: leaves.flatMap(({ sparse }) => sparse ?? []),
    outputs,
  });
  const model = { irVersion: message.irVersion < 4n ? 4n : message.irVersion, opsetImport: message.opsetImport, graph };
  const description = onnxMessage('ModelProto');
  return toBinary(
    description,
    create(description, model as unknown as Record<string, unknown>) as unknown as ModelMessage,
  );
}

/** All that constants come of: operations, those first that others read from, and initializers. */
export function coneOf(values: readonly Value[]): { operations: readonly Operation[]; leaves: readonly Value[] } {
  const operations = new Set<Operation>();
  const leaves = new Set<Value>();
  const seen = new Set<Value>();
  const waiting: { value: Value; done: boolean }[] = values.map((value) => ({ value, done: false }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, done } = next;
    if (value.maker === null) leaves.add(value);
    else if (done) operations.add(value.maker);
    else if (!seen.has(value)) {
      waiting.push({ value, done: true });
      for (const read of [...value.maker.inputs, ...value.maker.captured]) {
        if (read !== null) waiting.push({ value: read, done: false });
      }
    }
    seen.add(value);
  }
  return { operations: [...operations], leaves: [...leaves] };
}
