import { countBits, popcount, wordsFor } from './bits.ts';

/** More overlaps of three concepts than this are counted when they are asked for, instead of once: 64 MiB. */
const KEPT_TRIPLES_MAX = 2 ** 24;

/** How many of some units have one concept, two, or three: what the counts of all formulas are made of. */
export interface OverlapTables {
  readonly concepts: number;
  /** (concept) */
  readonly single: Int32Array;
  /** (concept a × concepts + concept b), both ways round. */
  readonly pair: Int32Array;
  /** (concept c, for c > b) units that have a, b and c; valid until the next call. */
  triples(a: number, b: number): Int32Array;
}

export interface OverlapOptions {
  /** Whether three concepts' overlaps are worth keeping: they are asked for again and again. Default: no. */
  readonly kept?: boolean;
}

/** Counts overlaps of concepts, given as packed bits of equal length. Three concepts' are counted on demand. */
export function overlapTables(columns: readonly Uint32Array[], { kept = false }: OverlapOptions = {}): OverlapTables {
  const concepts = columns.length;
  const words = columns[0]?.length ?? 0;
  const flat = new Uint32Array(concepts * words);
  for (const [concept, column] of columns.entries()) flat.set(column, concept * words);
  const pair = new Int32Array(concepts * concepts);
  for (let a = 0; a < concepts; a += 1) {
    for (let b = a + 1; b < concepts; b += 1) {
      const both = countBoth(flat, { a: a * words, b: b * words, words });
      pair[a * concepts + b] = both;
      pair[b * concepts + a] = both;
    }
  }
  const triples = countTriples(flat, { concepts, words });
  return {
    concepts,
    single: Int32Array.from(columns, countBits),
    pair,
    triples: kept && (concepts * concepts * concepts) / 6 <= KEPT_TRIPLES_MAX ? keepRows(triples, concepts) : triples,
  };
}

/** Columns cut down to some of their units, in the order given. */
export function restrictColumns(columns: readonly Uint32Array[], units: readonly number[]): Uint32Array[] {
  return columns.map((column) => {
    const cut = new Uint32Array(wordsFor(units.length));
    for (let at = 0; at < units.length; at += 1) {
      const unit = units[at] as number;
      const bit = ((column[unit >>> 5] as number) >>> (unit & 31)) & 1;
      cut[at >>> 5] = (cut[at >>> 5] as number) | (bit << (at & 31));
    }
    return cut;
  });
}

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly words: number;
}

function countBoth(flat: Uint32Array, { a, b, words }: Pair): number {
  let count = 0;
  for (let word = 0; word < words; word += 1) {
    count += popcount((flat[a + word] as number) & (flat[b + word] as number));
  }
  return count;
}

type Triples = OverlapTables['triples'];

function countTriples(
  flat: Uint32Array,
  { concepts, words }: { readonly concepts: number; readonly words: number },
): Triples {
  const row = new Int32Array(concepts);
  const both = new Uint32Array(words);
  return (a, b) => {
    for (let word = 0; word < words; word += 1) {
      both[word] = (flat[a * words + word] as number) & (flat[b * words + word] as number);
    }
    for (let c = b + 1, at = c * words; c < concepts; c += 1) {
      let count = 0;
      for (let word = 0; word < words; word += 1, at += 1) {
        count += popcount((both[word] as number) & (flat[at] as number));
      }
      row[c] = count;
    }
    return row;
  };
}

function keepRows(triples: Triples, concepts: number): Triples {
  const rows = new Map<number, Int32Array>();
  return (a, b) => {
    const key = a * concepts + b;
    const known = rows.get(key);
    if (known) return known;
    const row = triples(a, b).slice();
    rows.set(key, row);
    return row;
  };
}
