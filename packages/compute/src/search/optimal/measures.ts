import type { RangeRows } from '../range-rows.ts';
import { sweepAll, sweepConcept } from '../sweep.ts';
import { conceptOf, isNegated, type Literal } from './literal.ts';
import type { Scale } from './scale.ts';

/** A literal with every other one, at a fixed θ. (literal) */
export interface LiteralRow {
  /** V of both together: the signed sum of the cells' weights. */
  readonly values: Float64Array;
  /** P of both together: the sum of the positive weights. */
  readonly positives: Float64Array;
}

/**
 * What is known of one range's literals at a fixed θ. V is the signed sum of the cells' weights, P the sum of the positive
 * ones, N = P − V the size of the negative part. All are additive, so that those of a negated literal follow from the
 * concept's. Rows are made when they are asked for.
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
  readonly #literals = new Map<Literal, LiteralRow>();

  constructor(rows: RangeRows, scale: Scale) {
    const { tables } = rows.space;
    this.rows = rows;
    this.scale = scale;
    this.conceptCount = tables.conceptCount;
    this.#positiveWeights = positiveWeights(rows, scale);
    this.positive = this.#positiveWeights.reduce((sum, weight) => sum + weight, 0);
    this.value = scale.hit * rows.bitmapPixels - scale.area * tables.totalPixels;
    const positives = sweepAll(tables, this.#positiveWeights);
    this.values = new Float64Array(2 * this.conceptCount);
    this.positives = new Float64Array(2 * this.conceptCount);
    for (let c = 0; c < this.conceptCount; c += 1) {
      const value = scale.hit * (rows.singles.hits[c] as number) - scale.area * (rows.singles.areas[c] as number);
      this.values[2 * c] = value;
      this.values[2 * c + 1] = this.value - value;
      this.positives[2 * c] = positives[c] as number;
      this.positives[2 * c + 1] = this.positive - (positives[c] as number);
    }
  }

  /** The literal with every other one. */
  row(literal: Literal): LiteralRow {
    const known = this.#literals.get(literal);
    if (known) return known;
    const row = isNegated(literal) ? this.#without(this.row(literal - 1)) : this.#withConcept(conceptOf(literal));
    this.#literals.set(literal, row);
    return row;
  }

  #withConcept(concept: number): LiteralRow {
    const { scale, conceptCount } = this;
    const { hits, areas } = this.rows.concept(concept);
    const both = sweepConcept(this.rows.space.tables, this.#positiveWeights, concept);
    const row = { values: new Float64Array(2 * conceptCount), positives: new Float64Array(2 * conceptCount) };
    const value = this.values[2 * concept] as number;
    const positive = this.positives[2 * concept] as number;
    for (let c = 0; c < conceptCount; c += 1) {
      const v = scale.hit * (hits[c] as number) - scale.area * (areas[c] as number);
      row.values[2 * c] = v;
      row.values[2 * c + 1] = value - v;
      row.positives[2 * c] = both[c] as number;
      row.positives[2 * c + 1] = positive - (both[c] as number);
    }
    return row;
  }

  #without({ values, positives }: LiteralRow): LiteralRow {
    return {
      values: this.values.map((all, m) => all - (values[m] as number)),
      positives: this.positives.map((all, m) => all - (positives[m] as number)),
    };
  }
}

function positiveWeights({ space: { tables }, hits }: RangeRows, scale: Scale): Float64Array {
  const { cellCount, areas } = tables;
  const weights = new Float64Array(cellCount);
  for (let cell = 0; cell < cellCount; cell += 1) {
    const found = hits[cell] as number;
    if (found > 0) weights[cell] = Math.max(0, scale.hit * found - scale.area * (areas[cell] as number));
  }
  return weights;
}
