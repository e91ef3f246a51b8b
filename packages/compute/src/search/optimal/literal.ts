import type { LeftDeepTerm } from '@strata/domain';
import type { Grammar } from '../grammar.ts';

/** A concept or its negation: 2·concept, + 1 when negated. */
export type Literal = number;

export function conceptOf(literal: Literal): number {
  return literal >> 1;
}

export function isNegated(literal: Literal): boolean {
  return (literal & 1) === 1;
}

/** How a formula's literals are joined: the first two, then the third. */
export type Junction = 'OR' | 'AND';

/** A formula of up to four literals: ((first `junctions[0]` second) `junctions[1]` third) `junctions[2]` fourth. */
export interface LiteralFormula {
  readonly literals: readonly Literal[];
  readonly junctions: readonly Junction[];
}

/**
 * The left-deep formula that comes first, by the order of ties, of those that differ only in the order of chains of one
 * junction: concepts ascending. In the paper's grammar the first concept is not negated.
 */
export function firstWriting({ literals, junctions }: LiteralFormula, grammar: Grammar): LeftDeepTerm[] {
  const chains: Literal[][] = [[...literals.slice(0, 2)]];
  for (let place = 2; place < literals.length; place += 1) {
    if (junctions[place - 1] === junctions[place - 2]) chains.at(-1)?.push(literals[place] as Literal);
    else chains.push([literals[place] as Literal]);
  }
  const [head = [], ...tails] = chains.map((chain) => chain.sort((a, b) => a - b));
  if (grammar === 'paper') {
    const start = head.findIndex((literal) => !isNegated(literal));
    head.unshift(...head.splice(start, 1));
  }
  return [...head, ...tails.flat()].map((literal, place): LeftDeepTerm => {
    const concept = conceptOf(literal);
    if (place === 0) return { operator: null, concept, ...(isNegated(literal) && { negatedFirst: true }) };
    const junction = junctions[place - 1] as Junction;
    return { operator: isNegated(literal) ? `${junction} NOT` : junction, concept };
  });
}
