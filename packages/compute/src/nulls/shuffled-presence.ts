import type { SampleCells } from '../hits/sample-cells.ts';
import type { TouchedPairs } from '../hits/touched-cells.ts';
import type { Candidate } from '../search/candidate.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import { satisfiedCells } from '../search/formula-cells.ts';

/**
 * What sample coverage would be if a unit knew nothing of what is in an image: images in which the formula holds somewhere,
 * and those of them in which the bitmap of another image meets it, in one shuffle of all.
 */
export interface ShuffledPresence {
  readonly formula: number;
  readonly overlap: number;
}

export interface PresenceCounter {
  /** Takes what a pass over shuffled images has counted. */
  readonly add: (batch: TouchedPairs) => void;
  /** Of a unit, by its place in the block, and a range. */
  readonly of: (place: number, range: number) => ShuffledPresence;
}

interface UnitPresence {
  /** (cell) bit j is set where the formula of range j holds. */
  readonly holds: Uint32Array;
  /** (range) */
  readonly formula: Float64Array;
  readonly overlap: Float64Array;
}

/** Counts the presence of formulas in shuffled images, of a block of units. */
export function presenceCounter(
  units: readonly { readonly formulas: readonly (Candidate | null)[] }[],
  { tables, cells }: { readonly tables: ConceptTables; readonly cells: SampleCells },
): PresenceCounter {
  const counts = units.map(
    ({ formulas }): UnitPresence => ({
      holds: holdsOf(formulas, tables),
      formula: new Float64Array(formulas.length),
      overlap: new Float64Array(formulas.length),
    }),
  );
  return {
    add: ({ labels, units: counted }) => {
      for (const [place, unit] of counts.entries()) {
        const rangesInCells = counted[place];
        if (rangesInCells) addImages(unit, { labels, rangesInCells, cells });
      }
    },
    of: (place, range) => ({
      formula: counts[place]?.formula[range] ?? 0,
      overlap: counts[place]?.overlap[range] ?? 0,
    }),
  };
}

function holdsOf(formulas: readonly (Candidate | null)[], tables: ConceptTables): Uint32Array {
  const holds = new Uint32Array(tables.cellCount);
  for (const [range, formula] of formulas.entries()) {
    if (!formula) continue;
    for (const [cell, satisfied] of satisfiedCells(tables, formula.terms).entries())
      holds[cell] = (holds[cell] as number) | (satisfied << range);
  }
  return holds;
}

interface CountedImages {
  readonly labels: Uint32Array;
  readonly rangesInCells: Uint32Array;
  readonly cells: SampleCells;
}

/** One scan of an image's cells tells of all ranges, as bits, where the formula holds and where the bitmap meets it. */
function addImages({ holds, formula, overlap }: UnitPresence, { labels, rangesInCells, cells }: CountedImages): void {
  let at = 0;
  for (const sample of labels) {
    let [inFormula, inBoth] = [0, 0];
    for (let i = cells.offsets[sample] as number; i < (cells.offsets[sample + 1] as number); i += 1) {
      const held = holds[cells.cells[i] as number] as number;
      inFormula |= held;
      inBoth |= held & (rangesInCells[at++] as number);
    }
    for (let range = 0; range < formula.length; range += 1) {
      formula[range] = (formula[range] as number) + ((inFormula >>> range) & 1);
      overlap[range] = (overlap[range] as number) + ((inBoth >>> range) & 1);
    }
  }
}
