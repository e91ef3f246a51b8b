import type { ProbeConcept } from '../probe-dataset.ts';

/** All that a concept is called: its name, its names in other languages, its synonyms; each once. */
export function callingsOf({ name, names = {}, synonyms = [] }: ProbeConcept): string[] {
  return [...new Set([name, ...Object.values(names), ...synonyms])];
}
