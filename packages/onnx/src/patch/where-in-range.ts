import type { LayerOrder } from '../layout/orders.ts';
import type { TensorInfo } from '../onnx-model.ts';
import { makeNode, makeTensor } from '../randomize/make-message.ts';
import type { NodeMessage, TensorMessage } from '../schema.ts';

/** TensorProto.DataType */
const FLOAT32 = 1;
const BOOL = 9;

/** A unit's values of a range, and what they become. */
export interface PatchedRange {
  readonly unit: number;
  /** A float32 value v lies in the range when `lowest` <= v and v < `beyond`; infinite ends are open. */
  readonly lowest: number;
  readonly beyond: number;
  /** Whether zeros are left as they are. */
  readonly withoutZero: boolean;
  /** What values of the range become. */
  readonly to: number;
}

export interface WhereQuestion {
  readonly layer: TensorInfo;
  readonly patch: PatchedRange;
  /** The tensor that the nodes read; they write the layer's name. */
  readonly input: string;
  /** Gives names that nobody has. */
  readonly free: (wanted: string) => string;
}

/** Nodes and constants that set one unit's values of a range to a number: comparisons, a mask of the unit, one Where. */
export function whereInRange({ layer, patch, input, free }: WhereQuestion): {
  readonly nodes: NodeMessage[];
  readonly constants: TensorMessage[];
} {
  const nodes: NodeMessage[] = [];
  const constants: TensorMessage[] = [];
  const number = (name: string, value: number): string => {
    const made = free(`${layer.name}/patch/${name}`);
    const rawData = new Uint8Array(Float32Array.of(value).buffer);
    constants.push(makeTensor({ name: made, dims: [], dataType: FLOAT32, rawData }));
    return made;
  };
  const node = (opType: string, inputs: string[], output = free(`${layer.name}/patch/${opType}`)): string => {
    nodes.push(makeNode({ name: free(`${output}/node`), opType, input: inputs, output: [output] }));
    return output;
  };
  const { unit, lowest, beyond, withoutZero, to } = patch;
  const mask = free(`${layer.name}/patch/unit`);
  constants.push(unitMask(mask, layer, unit));
  const conditions = [mask];
  // Not below: GreaterOrEqual came with a later version of the operators than Less.
  if (lowest !== Number.NEGATIVE_INFINITY)
    conditions.push(node('Not', [node('Less', [input, number('lowest', lowest)])]));
  if (beyond !== Number.POSITIVE_INFINITY) conditions.push(node('Less', [input, number('beyond', beyond)]));
  if (withoutZero) {
    const zero = number('zero', 0);
    conditions.push(node('Or', [node('Less', [input, zero]), node('Greater', [input, zero])]));
  }
  const inside = conditions.reduce((all, one) => node('And', [all, one]));
  node('Where', [inside, number('to', to), input], layer.name);
  return { nodes, constants };
}

/** True at one unit, over the tokens of the map alone where others stand beside them; broadcast over all else. */
function unitMask(
  name: string,
  { layout, units, grid, classTokens, tailTokens }: TensorInfo,
  unit: number,
): TensorMessage {
  const size = units ?? 0;
  const beside = classTokens + tailTokens;
  const tokens = beside === 0 ? 1 : beside + (grid ? grid.height * grid.width : 0);
  const dims = dimsOf(layout, { units: size, tokens });
  const values = new Uint8Array(size * tokens);
  const isTurned = layout === 'units-tokens';
  for (let token = 0; token < tokens; token += 1) {
    const inMap = beside === 0 || (token >= classTokens && token < tokens - tailTokens);
    if (inMap) values[isTurned ? unit * tokens + token : token * size + unit] = 1;
  }
  return makeTensor({ name, dims: dims.map(BigInt), dataType: BOOL, rawData: values });
}

function dimsOf(
  layout: LayerOrder | null,
  { units, tokens }: { readonly units: number; readonly tokens: number },
): readonly number[] {
  if (layout === 'nchw') return [1, units, 1, 1];
  if (layout === 'nhwc') return [1, 1, 1, units];
  if (layout === 'tokens') return [1, tokens, units];
  if (layout === 'units-tokens') return [1, units, tokens];
  return layout === 'tokens-first' ? [tokens, 1, units] : [1, units];
}
