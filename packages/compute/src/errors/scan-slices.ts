import { countThree, ONE_CONCEPT, type SliceForm, THREE_CONCEPTS, TWO_CONCEPTS } from './slice-forms.ts';
import type { OverlapTables } from './slice-tables.ts';
import type { TripleBound } from './triple-bound.ts';

/** A formula that may matter: its form over concepts in ascending order, and what it selects. */
export interface Candidate {
  readonly form: SliceForm;
  readonly concepts: readonly number[];
  readonly selected: number;
  readonly errors: number;
}

export interface SliceScan {
  /** Overlaps among all units, and among errors. */
  readonly all: OverlapTables;
  readonly wrong: OverlapTables;
  readonly lengthMax: number;
  readonly selectedMin: number;
  /**
   * (length, errors) the most units that a formula of that length with so many errors may select and still matter; −1
   * where it can't. Read anew at every formula, so that the visitor may lower it.
   */
  readonly selectedMax: readonly Int32Array[];
  /** Kept by the same rule as `selectedMax`. */
  readonly triples: TripleBound;
}

/**
 * Visits every formula of up to three concepts that may matter, shorter ones first. A visitor that returns true ends the
 * scan; so does the answer. Formulas of three concepts cost one overlap, of the errors alone, all else is sums.
 */
export function scanSlices(scan: SliceScan, visit: (candidate: Candidate) => boolean): boolean {
  if (scanOne(scan, visit)) return true;
  if (scan.lengthMax >= 2 && scanTwo(scan, visit)) return true;
  return scan.lengthMax >= 3 && scanThree(scan, visit);
}

type Visit = (candidate: Candidate) => boolean;

function scanOne(scan: SliceScan, visit: Visit): boolean {
  const { all, wrong, selectedMin, selectedMax } = scan;
  for (let a = 0; a < all.concepts; a += 1) {
    const [selected, errors] = [all.single[a] as number, wrong.single[a] as number];
    if (selected < selectedMin || selected > ((selectedMax[1] as Int32Array)[errors] as number)) continue;
    if (visit({ form: ONE_CONCEPT[0] as SliceForm, concepts: [a], selected, errors })) return true;
  }
  return false;
}

function scanTwo(scan: SliceScan, visit: Visit): boolean {
  const { all, wrong, selectedMin, selectedMax } = scan;
  const reach = selectedMax[2] as Int32Array;
  for (let a = 0; a < all.concepts; a += 1) {
    for (let b = a + 1; b < all.concepts; b += 1) {
      const selected = countTwo(all, a, b);
      const errors = countTwo(wrong, a, b);
      for (let form = 0; form < 4; form += 1) {
        const [inside, failed] = [selected[form] as number, errors[form] as number];
        if (inside < selectedMin || inside > (reach[failed] as number)) continue;
        const found = { form: TWO_CONCEPTS[form] as SliceForm, concepts: [a, b], selected: inside, errors: failed };
        if (visit(found)) return true;
      }
    }
  }
  return false;
}

function countTwo({ concepts, single, pair }: OverlapTables, a: number, b: number): number[] {
  const both = pair[a * concepts + b] as number;
  const [inA, inB] = [single[a] as number, single[b] as number];
  return [both, inA + inB - both, inA - both, inB - both];
}

function scanThree(scan: SliceScan, visit: Visit): boolean {
  const { all, wrong } = scan;
  const counts = { all: new ThreeCounts(all), wrong: new ThreeCounts(wrong) };
  for (let a = 0; a < all.concepts; a += 1) {
    for (let b = a + 1; b < all.concepts - 1; b += 1) {
      const rows = { all: counts.all.setPair(a, b), wrong: counts.wrong.setPair(a, b) };
      for (const c of scan.triples.survivors(a, b, rows)) {
        if (
          visitThree(scan, { concepts: [a, b, c], selected: counts.all.count(c), errors: counts.wrong.count(c), visit })
        )
          return true;
      }
    }
  }
  return false;
}

interface ThreeVisit {
  readonly concepts: readonly number[];
  /** (form) */
  readonly selected: Int32Array;
  readonly errors: Int32Array;
  readonly visit: Visit;
}

function visitThree(
  { selectedMin, selectedMax }: SliceScan,
  { concepts, selected, errors, visit }: ThreeVisit,
): boolean {
  const reach = selectedMax[3] as Int32Array;
  for (let form = 0; form < THREE_CONCEPTS.length; form += 1) {
    const [inside, failed] = [selected[form] as number, errors[form] as number];
    if (inside > (reach[failed] as number) || inside < selectedMin) continue;
    if (visit({ form: THREE_CONCEPTS[form] as SliceForm, concepts, selected: inside, errors: failed })) return true;
  }
  return false;
}

/** What the forms over a, b and c select, for one pair a, b and each c. */
class ThreeCounts {
  readonly #tables: OverlapTables;
  readonly #overlaps = new Int32Array(7);
  readonly #counts = new Int32Array(THREE_CONCEPTS.length);
  #row: Int32Array = new Int32Array(0);
  #aRow = 0;
  #bRow = 0;

  constructor(tables: OverlapTables) {
    this.#tables = tables;
  }

  /** (c) the overlaps with c. */
  setPair(a: number, b: number): Int32Array {
    const { concepts, single, pair, triples } = this.#tables;
    this.#aRow = a * concepts;
    this.#bRow = b * concepts;
    this.#overlaps[0] = single[a] as number;
    this.#overlaps[1] = single[b] as number;
    this.#overlaps[3] = pair[this.#aRow + b] as number;
    this.#row = triples(a, b);
    return this.#row;
  }

  /** (form) */
  count(c: number): Int32Array {
    const { single, pair } = this.#tables;
    const overlaps = this.#overlaps;
    overlaps[2] = single[c] as number;
    overlaps[4] = pair[this.#aRow + c] as number;
    overlaps[5] = pair[this.#bRow + c] as number;
    overlaps[6] = this.#row[c] as number;
    countThree(overlaps, this.#counts);
    return this.#counts;
  }
}
