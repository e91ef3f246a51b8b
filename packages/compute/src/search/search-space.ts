import type { LeftDeepTerm } from '@strata/domain';
import { Lru } from '@strata/files';
import type { ConceptTables } from './concept-tables.ts';
import { RowPool } from './row-pool.ts';
import { sweepConcept, sweepFormula, sweepPair } from './sweep.ts';

/** What remembered areas may take, in bytes: the pair table, and the rows of formulas met before. */
const PAIR_TABLE_BYTES_MAX = 64 * 2 ** 20;
const ROWS_BYTES_MAX = 32 * 2 ** 20;

/**
 * A dataset's tables and the areas that searches have asked for: they don't depend on the unit, so each is counted once.
 * Memory is bounded: the pair table is only kept up to 2,896 concepts, and of the rows those used last.
 */
export class SearchSpace {
  readonly tables: ConceptTables;
  readonly #rows: Lru<string | number, Float64Array>;
  /** Arrays (concept), (literal) and (cell) of the range that is searched. */
  readonly pools: { readonly concepts: RowPool; readonly literals: RowPool; readonly cells: RowPool };
  #pairAreas: Float64Array | null = null;

  constructor(tables: ConceptTables) {
    this.tables = tables;
    const { conceptCount, cellCount } = tables;
    this.pools = {
      concepts: new RowPool(conceptCount),
      literals: new RowPool(2 * conceptCount),
      cells: new RowPool(cellCount),
    };
    this.#rows = new Lru({ max: Math.max(16, Math.floor(ROWS_BYTES_MAX / (8 * Math.max(1, tables.conceptCount)))) });
  }

  /** Whether tables (concept, concept) may be kept. */
  get pairsFit(): boolean {
    return this.tables.conceptCount ** 2 * 8 <= PAIR_TABLE_BYTES_MAX;
  }

  /** (concept, concept) pixels that carry both; with itself, the concept's own. */
  get pairAreas(): Float64Array {
    this.#pairAreas ??= countPairAreas(this.tables);
    return this.#pairAreas;
  }

  /** (concept) pixels that carry `concept` and c. */
  conceptAreas(concept: number): Float64Array {
    const { conceptCount } = this.tables;
    if (this.pairsFit) return this.pairAreas.subarray(concept * conceptCount, (concept + 1) * conceptCount);
    return this.#remember(`${concept}`, () => sweepConcept(this.tables, this.tables.areas, concept));
  }

  /** (concept) pixels that satisfy the formula and carry `concept` and c. */
  formulaAreas(terms: readonly LeftDeepTerm[], concept: number): Float64Array {
    const [first] = terms;
    if (terms.length === 1 && first && !first.negatedFirst) {
      const [a, b] = first.concept < concept ? [first.concept, concept] : [concept, first.concept];
      return this.#remember(a * this.tables.conceptCount + b, () => sweepPair(this.tables, this.tables.areas, [a, b]));
    }
    const key = `${terms.map((t) => `${t.negatedFirst ? 'NOT' : ''}${t.operator ?? ''}${t.concept}`).join()}:${concept}`;
    return this.#remember(key, () => sweepFormula(this.tables, this.tables.areas, { terms, concept }));
  }

  #remember(key: string | number, count: () => Float64Array): Float64Array {
    const known = this.#rows.get(key);
    if (known) return known;
    const row = count();
    this.#rows.set(key, row);
    return row;
  }
}

function countPairAreas(tables: ConceptTables): Float64Array {
  const { conceptCount } = tables;
  const pairs = new Float64Array(conceptCount ** 2);
  for (let concept = 0; concept < conceptCount; concept += 1) {
    pairs.set(sweepConcept(tables, tables.areas, concept), concept * conceptCount);
  }
  return pairs;
}
