import type { Formula } from '../formula/ast.ts';

/** A formula as people read it: chains of one operator are one list, and nothing is negated twice. */
export type Reading =
  | { readonly kind: 'concept'; readonly name: string }
  | { readonly kind: 'not'; readonly of: ConceptReading | ChainReading }
  | ChainReading;

export type ConceptReading = Extract<Reading, { kind: 'concept' }>;

/** Two parts or more, no two of them equal, none of them a chain of the same operator. */
export interface ChainReading {
  readonly kind: 'and' | 'or';
  readonly parts: readonly Reading[];
}

/**
 * Reads a formula by the equivalences of its canonical form, but in the order in which it is written: two formulas have
 * readings that differ in order at most exactly when they have one canonical form.
 */
export function readingOf(formula: Formula): Reading {
  switch (formula.kind) {
    case 'concept':
      return { kind: 'concept', name: formula.name };
    case 'not': {
      const operand = readingOf(formula.operand);
      return operand.kind === 'not' ? operand.of : { kind: 'not', of: operand };
    }
    case 'and':
    case 'or': {
      const { kind } = formula;
      const sides = [readingOf(formula.left), readingOf(formula.right)];
      const parts = distinct(sides.flatMap((side) => (side.kind === kind ? side.parts : [side])));
      const [only] = parts;
      return parts.length === 1 && only ? only : { kind, parts };
    }
  }
}

/** What a chain of AND asks for, and what it leaves out. */
export interface Conjunction {
  readonly wanted: readonly (ConceptReading | ChainReading)[];
  readonly left: readonly (ConceptReading | ChainReading)[];
}

/** Takes a chain of AND apart into what it asks for and what it leaves out. */
export function conjunctionOf({ parts }: ChainReading): Conjunction {
  return {
    wanted: parts.flatMap((part) => (part.kind === 'not' ? [] : [part])),
    left: parts.flatMap((part) => (part.kind === 'not' ? [part.of] : [])),
  };
}

/** The first of equal parts, wherever they stand. */
function distinct(parts: readonly Reading[]): Reading[] {
  const byKey = new Map<string, Reading>();
  for (const part of parts) {
    const key = keyOf(part);
    if (!byKey.has(key)) byKey.set(key, part);
  }
  return [...byKey.values()];
}

/** Equal for readings that differ in order at most. */
function keyOf(reading: Reading): string {
  if (reading.kind === 'concept') return JSON.stringify(reading.name);
  if (reading.kind === 'not') return `-${keyOf(reading.of)}`;
  return `${reading.kind}[${reading.parts.map(keyOf).sort().join()}]`;
}
