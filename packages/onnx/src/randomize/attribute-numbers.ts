import type { Staying } from './settle-roles.ts';
import { operationsOf, type Scope } from './value-graph.ts';

/** Attributes that hold several numbers and are settings, not learnt. */
const SETTINGS = new Set(['scales', 'activation_alpha', 'activation_beta', 'cubic_coeff_a']);
/** Operators whose tensor is a value of the graph, which is looked at where it meets the image. */
const CONSTANTS = new Set(['Constant', 'ConstantOfShape']);

/** Numbers inside nodes that see the image (trees, linear classifiers, encoders): they are no tensors and would stay. */
export function attributeNumbers(top: Scope, { keep }: { readonly keep: ReadonlySet<string> }): Staying[] {
  return operationsOf(top).flatMap(({ node, constant, live }) => {
    if (constant || !live || CONSTANTS.has(node.opType)) return [];
    return node.attribute.flatMap(({ name, floats, t }) => {
      const size = t === undefined ? floats.length : Number(t.dims.reduce((product, dim) => product * dim, 1n));
      const isSetting =
        SETTINGS.has(name) || size < 2 || floats.every((value) => value === floats[0]) === (t === undefined);
      const label = node.name || (node.output[0] ?? '');
      if (isSetting || keep.has(label)) return [];
      const why = 'numbers of an attribute are not drawn';
      return [{ name: `${label}.${name}`, dims: [size], node: `${node.opType} "${label}"`, why }];
    });
  });
}
