import { create } from '@bufbuild/protobuf';
import { type EntryMessage, type GraphMessage, type NodeMessage, onnxMessage, type TensorMessage } from '../schema.ts';

/** A node of a graph. */
export function makeNode(
  node: Partial<Pick<NodeMessage, 'name' | 'opType' | 'input' | 'output'>> & { attribute?: readonly object[] },
): NodeMessage {
  return create(onnxMessage('NodeProto'), node as Record<string, unknown>) as unknown as NodeMessage;
}

/** A tensor with its values as bytes; dims outermost first. */
export function makeTensor(tensor: Pick<TensorMessage, 'name' | 'dims' | 'dataType' | 'rawData'>): TensorMessage {
  return create(onnxMessage('TensorProto'), tensor as unknown as Record<string, unknown>) as unknown as TensorMessage;
}

/** A graph that needs no input. */
export function makeGraph(
  graph: Pick<GraphMessage, 'node' | 'initializer' | 'sparseInitializer'> & { readonly outputs: readonly string[] },
): GraphMessage {
  const { outputs, ...parts } = graph;
  const made = { ...parts, name: 'constants', output: outputs.map((name) => ({ name })) };
  return create(onnxMessage('GraphProto'), made as unknown as Record<string, unknown>) as unknown as GraphMessage;
}

/** A line of what a file says of itself. */
export function makeEntry(entry: Pick<EntryMessage, 'key' | 'value'>): EntryMessage {
  return create(onnxMessage('StringStringEntryProto'), entry as Record<string, unknown>) as unknown as EntryMessage;
}
