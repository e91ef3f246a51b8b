import { formulaToLeftDeep, type LeftDeepTerm, parseFormula, StrataError } from '@strata/domain';
import type { ProbeConcept } from '@strata/probe';

/** Reads a stored formula: its terms name concepts by their position in the dataset. */
export type FormulaReader = (formula: string) => readonly LeftDeepTerm[];

/** @throws StrataError BAD_DATASET, when it reads, for a concept that the dataset does not have */
export function formulaReader(concepts: readonly ProbeConcept[]): FormulaReader {
  const positions = new Map(concepts.map(({ name }, position) => [name, position]));
  const positionOf = (name: string): number => {
    const position = positions.get(name);
    if (position === undefined) throw new StrataError('BAD_DATASET', `No concept of the dataset is named "${name}".`);
    return position;
  };
  return (formula) => formulaToLeftDeep(parseFormula(formula), positionOf);
}
