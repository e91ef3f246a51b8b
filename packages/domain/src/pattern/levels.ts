import type { FormulaPattern } from '../formula/pattern.ts';

/** A concept, or any concept, and where in a left-deep formula it stands. */
export interface Literal {
  /** Null stands for every concept. */
  readonly name: string | null;
  readonly negated: boolean;
  /** Which chain of one operator it stands in: 0 is the outermost, each one deeper is a part of the one before. */
  readonly level: number;
  /** What joins that chain; null when it is the only literal of all. */
  readonly operator: 'AND' | 'OR' | null;
}

/**
 * The literals of a left-deep formula or pattern in order of appearance: `(water OR river) AND NOT sky` has water and river
 * on level 1, joined by OR, and NOT sky on level 0, joined by AND. Order and grouping inside a chain, repetition and double
 * negation make no difference. Null when it is not left-deep over literals: when NOT stands over a chain, or when a chain
 * has more than one chain in it.
 */
export function literalsByLevel(pattern: FormulaPattern): Literal[] | null {
  const top = withoutDoubleNot(pattern);
  const single = literalOf(top);
  if (single) return [{ ...single, level: 0, operator: null }];
  return chainLiterals(top, 0);
}

function chainLiterals(pattern: FormulaPattern, level: number): Literal[] | null {
  if (pattern.kind !== 'and' && pattern.kind !== 'or') return null;
  const operator = pattern.kind === 'and' ? 'AND' : 'OR';
  const operands = withoutRepetition(operandsOf(pattern, pattern.kind));
  // `a AND a` is a: no chain is left of it.
  const [only] = operands;
  if (only && operands.length === 1) return onlyOperand(only, level);
  let chains = 0;
  const literals: Literal[] = [];
  for (const operand of operands) {
    const literal = literalOf(operand);
    if (literal) {
      literals.push({ ...literal, level, operator });
      continue;
    }
    const inner = chainLiterals(operand, level + 1);
    chains += 1;
    if (!inner || chains > 1) return null;
    literals.push(...inner);
  }
  return literals.some((literal) => literal.level === level) ? literals : null;
}

function onlyOperand(operand: FormulaPattern, level: number): Literal[] | null {
  const literal = literalOf(operand);
  return literal ? [{ ...literal, level, operator: null }] : chainLiterals(operand, level);
}

/** The operands of a chain of one operator, however it is grouped. */
function operandsOf(pattern: FormulaPattern, kind: 'and' | 'or'): FormulaPattern[] {
  const plain = withoutDoubleNot(pattern);
  if (plain.kind !== kind) return [plain];
  return [...operandsOf(plain.left, kind), ...operandsOf(plain.right, kind)];
}

/** Literals that say the same are one; each wildcard is a concept of its own. */
function withoutRepetition(operands: readonly FormulaPattern[]): FormulaPattern[] {
  const seen = new Set<string>();
  return operands.filter((operand) => {
    const literal = literalOf(operand);
    if (!literal || literal.name === null) return true;
    const text = `${literal.negated} ${literal.name}`;
    return !seen.has(text) && seen.add(text);
  });
}

function literalOf(pattern: FormulaPattern): Pick<Literal, 'name' | 'negated'> | null {
  const negated = pattern.kind === 'not';
  const leaf = negated ? pattern.operand : pattern;
  if (leaf.kind === 'any') return { name: null, negated };
  return leaf.kind === 'concept' ? { name: leaf.name, negated } : null;
}

function withoutDoubleNot(pattern: FormulaPattern): FormulaPattern {
  let plain = pattern;
  while (plain.kind === 'not' && plain.operand.kind === 'not') plain = plain.operand.operand;
  return plain;
}
