import { type Formula, parseFormula } from '@strata/domain';

/** A formula as a tree whose inner nodes are the operations as people say them: AND NOT is one. */
export type TreeNode =
  | { readonly kind: 'concept'; readonly name: string }
  | { readonly kind: 'operation'; readonly operation: Operation; readonly parts: readonly TreeNode[] };

export type Operation = 'and' | 'or' | 'andNot' | 'orNot' | 'not';

/** @throws FormulaSyntaxError when the text is no formula */
export function formulaTree(text: string): TreeNode {
  return treeOf(parseFormula(text));
}

function treeOf(formula: Formula): TreeNode {
  if (formula.kind === 'concept') return { kind: 'concept', name: formula.name };
  if (formula.kind === 'not') return { kind: 'operation', operation: 'not', parts: [treeOf(formula.operand)] };
  const { kind, left, right } = formula;
  const operation = right.kind === 'not' ? (`${kind}Not` as const) : kind;
  const parts = [treeOf(left), treeOf(right.kind === 'not' ? right.operand : right)];
  return { kind: 'operation', operation, parts: flattened(parts, operation) };
}

/** `(a OR b) OR c` has one node of three parts: where the brackets stand makes no difference. */
function flattened(parts: readonly TreeNode[], operation: Operation): readonly TreeNode[] {
  const [first, ...rest] = parts;
  const isSame = first?.kind === 'operation' && first.operation === operation;
  return isSame && (operation === 'and' || operation === 'or') ? [...first.parts, ...rest] : parts;
}
