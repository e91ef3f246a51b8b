import { StrataError } from '@strata/domain';
import type { ProbeConcept } from '@strata/probe';
import type { ConceptTables } from './concept-tables.ts';

export interface ConceptRestriction {
  /** Null: all categories. */
  readonly categories: readonly string[] | null;
  /** Share of all pixels that a concept must cover. */
  readonly minConceptShare: number;
}

/**
 * Positions of the concepts that a search may use, ascending.
 * @throws StrataError BAD_CONFIG for a category that the dataset doesn't have, or when no concept is left.
 */
export function searchableConcepts(
  { conceptAreas, totalPixels }: Pick<ConceptTables, 'conceptAreas' | 'totalPixels'>,
  concepts: readonly ProbeConcept[],
  { categories, minConceptShare }: ConceptRestriction,
): number[] {
  const existing = [...new Set(concepts.map(({ category }) => category))].sort();
  const unknown = categories?.find((category) => !existing.includes(category));
  if (unknown !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `The probe dataset has no concept of the category "${unknown}". It has: ${existing.join(', ')}.`,
      { context: { category: unknown } },
    );
  }
  const positions = concepts.flatMap(({ category }, position) => {
    const covers = (conceptAreas[position] as number) >= minConceptShare * totalPixels;
    return covers && (categories === null || categories.includes(category)) ? [position] : [];
  });
  if (positions.length > 0 || concepts.length === 0) return positions;
  throw new StrataError(
    'BAD_CONFIG',
    `No concept is left to search: none${categories ? ` of the categories ${categories.join(', ')}` : ''} covers ` +
      `${minConceptShare} of all pixels. Lower the share or take more categories.`,
    { context: { minConceptShare } },
  );
}
