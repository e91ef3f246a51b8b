import type { RangeRows, Rows } from '../range-rows.ts';
import { sweepConcept, sweepConceptTwice, sweepPair } from '../sweep.ts';
import { conceptOf, isNegated, type Literal } from './literal.ts';
import type { Scale } from './scale.ts';

/** A literal with every other one, at a fixed θ. (literal) */
export interface LiteralRow {
  /** V of both together: the signed sum of the cells' weights. */
  readonly values: Float64Array;
  /** P of both together: the sum of the positive weights. */
  readonly positives: Float64Array;
}

/** (concept) of two concepts with a third: hits, pixels and P. */
export interface PairRow extends Rows {
  readonly positives: Float64Array;
}

/**
 * What is known of one range's literals at a fixed θ. V is the signed sum of the cells' weights, P the sum of the positive
 * ones, N = P − V the size of the negative part. All are additive, so that those of a negated literal follow from the
 * concept's. Rows are made when they are asked for, in arrays of the space that the next range's measures take over.
 */
export class Measures {
  readonly rows: RangeRows;
  readonly scale: Scale;
  readonly conceptCount: number;
  /** (literal) */
  readonly values: Float64Array;
  readonly positives: Float64Array;
  /** V and P of all cells. */
  readonly value: number;
  readonly positive: number;
  /** (cell) */
  readonly #positiveWeights: Float64Array;
  readonly #literals: (LiteralRow | undefined)[] = [];

  constructor(rows: RangeRows, scale: Scale) {
    const { tables, pools } = rows.space;
    pools.cells.begin();
    pools.concepts.begin();
    pools.literals.begin();
    this.rows = rows;
    this.scale = scale;
    this.conceptCount = tables.conceptCount;
    this.#positiveWeights = pools.cells.take();
    this.values = pools.literals.take();
    this.positives = pools.literals.take();
    const positives = pools.concepts.take();
    this.positive = weighCells(rows, { scale, weights: this.#positiveWeights, positives });
    this.value = scale.hit * rows.bitmapPixels - scale.area * tables.totalPixels;
    const { hits, areas } = rows.singles;
    this.#fill(this, { hits, areas, positives, value: this.value, positive: this.positive });
  }

  /** The literal with every other one. */
  row(literal: Literal): LiteralRow {
    const known = this.#literals[literal];
    if (known) return known;
    const row = isNegated(literal) ? this.#without(this.row(literal - 1)) : this.#withConcept(conceptOf(literal));
    this.#literals[literal] = row;
    return row;
  }

  /** Two concepts together with every other one. */
  pair(a: number, b: number): PairRow {
    const { space, hits } = this.rows;
    const { tables } = space;
    return {
      hits: sweepPair(tables, hits, [a, b]),
      areas: space.formulaAreas([{ operator: null, concept: a }], b),
      positives: sweepPair(tables, this.#positiveWeights, [a, b]),
    };
  }

  #withConcept(concept: number): LiteralRow {
    const { rows } = this;
    const { tables, pools } = rows.space;
    const positives = pools.concepts.take();
    let known: Rows;
    if (rows.knows(concept)) {
      known = rows.concept(concept);
      sweepConcept(tables, this.#positiveWeights, concept, positives);
    } else {
      const hits = pools.concepts.take();
      sweepConceptTwice(tables, concept, [rows.hits, this.#positiveWeights, hits, positives]);
      known = rows.learn(concept, hits);
    }
    const row = { values: pools.literals.take(), positives: pools.literals.take() };
    const literal = 2 * concept;
    const value = this.values[literal] as number;
    const positive = this.positives[literal] as number;
    this.#fill(row, { hits: known.hits, areas: known.areas, positives, value, positive });
    return row;
  }

  #without({ values, positives }: LiteralRow): LiteralRow {
    const { literals } = this.rows.space.pools;
    const row = { values: literals.take(), positives: literals.take() };
    for (let m = 0; m < values.length; m += 1) {
      row.values[m] = (this.values[m] as number) - (values[m] as number);
      row.positives[m] = (this.positives[m] as number) - (positives[m] as number);
    }
    return row;
  }

  /** (concept) counts become those of the literals: what a concept doesn't have of `value` and `positive`, its negation has. */
  #fill(into: LiteralRow, { hits, areas, positives, value, positive }: ConceptCounts): void {
    const { hit, area } = this.scale;
    for (let c = 0; c < this.conceptCount; c += 1) {
      const v = hit * (hits[c] as number) - area * (areas[c] as number);
      const p = positives[c] as number;
      into.values[2 * c] = v;
      into.values[2 * c + 1] = value - v;
      into.positives[2 * c] = p;
      into.positives[2 * c + 1] = positive - p;
    }
  }
}

interface ConceptCounts extends Rows {
  /** (concept) */
  readonly positives: Float64Array;
  /** V and P of all concepts' cells, with a concept or without. */
  readonly value: number;
  readonly positive: number;
}

/** Fills (cell) weights where they are positive, and adds them up by concept; returns the sum of all. */
function weighCells(
  { space: { tables }, hits }: RangeRows,
  { scale, weights, positives }: { scale: Scale; weights: Float64Array; positives: Float64Array },
): number {
  const { cellCount, areas, conceptOffsets, conceptPositions } = tables;
  let sum = 0;
  for (let cell = 0; cell < cellCount; cell += 1) {
    const found = hits[cell] as number;
    if (found === 0) continue;
    const weight = scale.hit * found - scale.area * (areas[cell] as number);
    if (weight <= 0) continue;
    weights[cell] = weight;
    sum += weight;
    const last = conceptOffsets[cell + 1] as number;
    for (let i = conceptOffsets[cell] as number; i < last; i += 1) {
      const c = conceptPositions[i] as number;
      positives[c] = (positives[c] as number) + weight;
    }
  }
  return sum;
}
