import type { NodeMessage, TensorMessage } from '../schema.ts';

/** Looks a tensor up that a file holds as a constant; undefined for what is computed, or handed in. */
export type ConstantOf = (name: string) => TensorMessage | undefined;

/** What hands a constant on as it is: zero stays zero. */
const HANDS_ON = new Set(['Identity', 'Cast']);

/** Looks constants up among initializers and nodes, then further out. */
export function constantsOf(
  { nodes, initializers }: { nodes: readonly NodeMessage[]; initializers: readonly TensorMessage[] },
  outer: ConstantOf = () => undefined,
): ConstantOf {
  const held = new Map(initializers.map((tensor) => [tensor.name, tensor]));
  const makers = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node] as const)));
  return (name) => {
    const seen = new Set<string>();
    for (let now = name; !seen.has(now); ) {
      seen.add(now);
      const maker = makers.get(now);
      if (maker === undefined) return held.get(now) ?? outer(now);
      if (maker.opType === 'Constant') return maker.attribute.find((one) => one.name === 'value')?.t;
      const [next] = maker.input;
      if (!HANDS_ON.has(maker.opType) || next === undefined) return undefined;
      now = next;
    }
    return undefined;
  };
}

/** Whether all values of a constant are zero (or false); null when that can't be told. */
export function isZero(tensor: TensorMessage | undefined): boolean | null {
  if (tensor === undefined) return null;
  const { rawData, floatData, int32Data } = tensor;
  const values = [rawData, floatData, int32Data].find(({ length }) => length > 0);
  return values === undefined ? null : values.every((value) => value === 0);
}
