import { DatasetError } from '@strata/domain';
import type { ProbeConcept } from '../probe-dataset.ts';

/**
 * Makes sure that what is shown as a concept's name, in any language, is no other concept's, and that no synonym is another's
 * name: a formula must mean one thing. Synonyms may be shared: who searches by one finds all.
 * @param where file and line that name a concept
 * @throws DatasetError naming both concepts
 */
export function requireOwnNames(concepts: readonly ProbeConcept[], where: (concept: ProbeConcept) => string): void {
  const byName = new Map(concepts.map((concept): [string, ProbeConcept] => [concept.name, concept]));
  const byOther = new Map<string, ProbeConcept>();
  for (const concept of concepts) {
    for (const [language, called] of Object.entries(concept.names ?? {})) {
      const before = byName.get(called) ?? byOther.get(called);
      if (before !== undefined && before.name !== concept.name) {
        throw clash(concept, { called, column: `name_${language}`, before, where: where(concept) });
      }
      byOther.set(called, concept);
    }
    for (const called of concept.synonyms ?? []) {
      const before = byName.get(called);
      if (before !== undefined && before.name !== concept.name) {
        throw clash(concept, { called, column: 'synonym', before, where: where(concept) });
      }
    }
  }
}

function clash(
  { name }: ProbeConcept,
  {
    called,
    column,
    before,
    where,
  }: { readonly called: string; readonly column: string; readonly before: ProbeConcept; readonly where: string },
): DatasetError {
  return new DatasetError(
    `${where}: the ${column} "${called}" of "${name}" is what "${before.name}" is called. Change one of them: readers must tell them apart.`,
  );
}
