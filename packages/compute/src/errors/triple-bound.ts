import type { OverlapTables } from './slice-tables.ts';

/**
 * Leaves out triples of concepts of which no formula can matter.
 *
 * What matters lies, with h errors and m successes inside, under a curve m ≤ mostSuccesses(h). So h − β·m ≥ γ for any β,
 * with γ the least of h − β·mostSuccesses(h). That is a sum over units: h − β·m of a formula is the sum of the weights of the
 * up to seven regions that it is made of, and at most the sum of those weights that are positive.
 */
export class TripleBound {
  readonly #all: OverlapTables;
  readonly #wrong: OverlapTables;
  readonly #single: Float64Array;
  readonly #pair: Float64Array;
  readonly #survivors: Int32Array;
  /** An error weighs `1`, a unit −β: so an error h − β·(s − h) = (1 + β)·h − β·s. */
  #beta = 0;
  #gamma = Number.NEGATIVE_INFINITY;

  constructor(all: OverlapTables, wrong: OverlapTables) {
    this.#all = all;
    this.#wrong = wrong;
    this.#single = new Float64Array(all.concepts);
    this.#pair = new Float64Array(all.concepts * all.concepts);
    this.#survivors = new Int32Array(all.concepts);
  }

  /** Takes what matters from now on: (errors) the most units that a formula of three concepts may select, or −1. */
  refresh(selectedMax: Int32Array): void {
    const errors = selectedMax.length - 1;
    const fewest = selectedMax.findIndex((selected) => selected >= 0);
    if (fewest < 0) {
      this.#gamma = Number.POSITIVE_INFINITY;
      return;
    }
    const successes = (h: number): number => (selectedMax[h] as number) - h;
    // The chord between the curve's ends: the curve is concave, so little is given away in between.
    this.#beta = (errors - fewest) / Math.max(1, successes(errors) - successes(fewest));
    this.#gamma = Number.POSITIVE_INFINITY;
    for (let h = fewest; h <= errors; h += 1) {
      if (successes(h) + h >= 0) this.#gamma = Math.min(this.#gamma, h - this.#beta * successes(h));
    }
    // Weights are sums of rounded numbers: what is as good as equal stays in.
    this.#gamma -= 1e-6;
    weigh(this.#single, this.#wrong.single, this.#all.single, this.#beta);
    weigh(this.#pair, this.#wrong.pair, this.#all.pair, this.#beta);
  }

  /** The concepts c > b whose formulas with a and b may matter, ascending; rows as `OverlapTables.triples`. */
  survivors(a: number, b: number, rows: { readonly all: Int32Array; readonly wrong: Int32Array }): Int32Array {
    const [beta, gamma, single, pair, survivors] = [
      this.#beta,
      this.#gamma,
      this.#single,
      this.#pair,
      this.#survivors,
    ] as const;
    const { all, wrong } = rows;
    const concepts = single.length;
    const [aRow, bRow] = [a * concepts, b * concepts];
    const ab = pair[aRow + b] as number;
    const onlyAOfTwo = (single[a] as number) - ab;
    const onlyBOfTwo = (single[b] as number) - ab;
    const twoOfThree = onlyAOfTwo + onlyBOfTwo + ab;
    let found = 0;
    for (let c = b + 1; c < concepts; c += 1) {
      const abc = (1 + beta) * (wrong[c] as number) - beta * (all[c] as number);
      const acOnly = (pair[aRow + c] as number) - abc;
      const bcOnly = (pair[bRow + c] as number) - abc;
      const abOnly = ab - abc;
      const aOnly = onlyAOfTwo - acOnly;
      const bOnly = onlyBOfTwo - bcOnly;
      const cOnly = (single[c] as number) - acOnly - bcOnly - abc;
      // The positive ones are half of the sum of all and of all without their signs: no branch to guess wrong.
      const sizes = Math.abs(abOnly) + Math.abs(acOnly) + Math.abs(bcOnly) + Math.abs(aOnly) + Math.abs(bOnly);
      const most = (twoOfThree + cOnly + sizes + Math.abs(abc) + Math.abs(cOnly)) / 2;
      if (most >= gamma) {
        survivors[found] = c;
        found += 1;
      }
    }
    return survivors.subarray(0, found);
  }
}

function weigh(weights: Float64Array, wrong: Int32Array, all: Int32Array, beta: number): void {
  for (let at = 0; at < weights.length; at += 1) {
    weights[at] = (1 + beta) * (wrong[at] as number) - beta * (all[at] as number);
  }
}
