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
    const { weights, sum } = positiveWeights(rows, scale);
    this.#positiveWeights = weights;
    this.positive = sum;
    this.value = scale.hit * rows.bitmapPixels - scale.area * tables.totalPixels;
    const positives = sweepAll(tables, weights);
    const { hits, areas } = rows.singles;
    this.values = new Float64Array(2 * this.conceptCount);
    this.positives = new Float64Array(2 * this.conceptCount);
    for (let c = 0; c < tables.conceptCount; c += 1) {
      this.values[2 * c] = scale.hit * (hits[c] as number) - scale.area * (areas[c] as number);
      this.positives[2 * c] = positives[c] as number;
    }
    fillNegated(this.values, this.value);
    fillNegated(this.positives, this.positive);
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
    const values = new Float64Array(2 * conceptCount);
    const positives = new Float64Array(2 * conceptCount);
    for (let c = 0; c < conceptCount; c += 1) {
      values[2 * c] = scale.hit * (hits[c] as number) - scale.area * (areas[c] as number);
      positives[2 * c] = both[c] as number;
    }
    fillNegated(values, this.values[2 * concept] as number);
    fillNegated(positives, this.positives[2 * concept] as number);
    return { values, positives };
  }

  #without({ values, positives }: LiteralRow): LiteralRow {
    return {
      values: this.values.map((all, m) => all - (values[m] as number)),
      positives: this.positives.map((all, m) => all - (positives[m] as number)),
    };
  }
}

function fillNegated(literals: Float64Array, all: number): void {
  for (let l = 0; l < literals.length; l += 2) literals[l + 1] = all - (literals[l] as number);
}

/** (cell) the weight where it is positive, else 0; and their sum. */
function positiveWeights(
  { space: { tables }, hits }: RangeRows,
  scale: Scale,
): { readonly weights: Float64Array; readonly sum: number } {
  const { cellCount, areas } = tables;
  const weights = new Float64Array(cellCount);
  let sum = 0;
  for (let cell = 0; cell < cellCount; cell += 1) {
    const found = hits[cell] as number;
    if (found === 0) continue;
    const weight = scale.hit * found - scale.area * (areas[cell] as number);
    if (weight <= 0) continue;
    weights[cell] = weight;
    sum += weight;
  }
  return { weights, sum };
}
