import type { FormulaRef } from '@strata/db';
import { formulaToLeftDeep, type LeftDeepTerm, parseFormula } from '@strata/domain';

/** Reads each formula once; concepts get their positions, and `conceptNames` grows, as they are met. */
export function formulaReader() {
  const positions = new Map<string, number>();
  const conceptNames: string[] = [];
  const read = new Map<number, LeftDeepTerm[]>();
  const positionOf = (name: string): number => {
    const position = positions.get(name) ?? conceptNames.push(name) - 1;
    positions.set(name, position);
    return position;
  };
  const terms = ({ formulaId, text }: FormulaRef): LeftDeepTerm[] => {
    const known = read.get(formulaId) ?? formulaToLeftDeep(parseFormula(text), positionOf);
    read.set(formulaId, known);
    return known;
  };
  return { conceptNames, terms };
}
