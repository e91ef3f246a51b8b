import type { Rows } from '../range-rows.ts';
import { sweepPair } from '../sweep.ts';
import type { BestFormula } from './best-formula.ts';
import { countTriple } from './count-formula.ts';
import { conceptOf, type Literal, type LiteralFormula } from './literal.ts';
import type { Measures } from './measures.ts';
import type { OpenPair } from './open-pairs.ts';
import { tripleBound } from './triple-bound.ts';

/**
 * Compares every formula of an open pair whose bound, with its third literal, still reaches the threshold. Only if there
 * is one are the cells of the two concepts swept.
 */
export function tryTriples(measures: Measures, best: BestFormula, pair: OpenPair): void {
  const bound = tripleBound(measures, pair);
  const { x, y, thirds } = pair;
  let swept: Rows | null = null;
  for (let place = pair.from; place < thirds.length; place += 1) {
    const z = thirds[place] as Literal;
    if (z >> 1 === x >> 1 || z >> 1 === y >> 1 || bound(z) < best.threshold) continue;
    swept ??= sweepBoth(measures, x, y);
    const carried = { hits: swept.hits[z >> 1] as number, area: swept.areas[z >> 1] as number };
    const formula = formulaOf(pair, z);
    best.offer(formula, countTriple(measures.rows, formula, carried));
  }
}

function sweepBoth({ rows }: Measures, x: Literal, y: Literal): Rows {
  const { space, hits } = rows;
  const [a, b] = [conceptOf(x), conceptOf(y)];
  return {
    hits: sweepPair(space.tables, hits, [a, b]),
    areas: space.formulaAreas([{ operator: null, concept: a }], b),
  };
}

/** The formula that an open pair becomes with a third literal. */
export function formulaOf({ shape, x, y }: OpenPair, z: Literal): LiteralFormula {
  switch (shape) {
    case 'any':
      return { literals: [x, y, z], junctions: ['OR', 'OR'] };
    case 'within':
      return { literals: [x, y, z], junctions: ['OR', 'AND'] };
    case 'beside':
      return { literals: [x, z, y], junctions: ['AND', 'OR'] };
    case 'all':
      return { literals: [x, y, z], junctions: ['AND', 'AND'] };
  }
}
