import type { ConceptBest } from '@strata/db';
import { builder } from '../builder.ts';
import { present } from '../present.ts';
import { Concept, Explanation } from '../refs.ts';

export const ConceptChange = builder.objectRef<ConceptBest>('ConceptChange').implement({
  description: 'A concept that one of two versions knows and the other does not.',
  fields: (t) => ({
    concept: t.field({
      type: Concept,
      description: 'The concept.',
      resolve: ({ conceptId }, _, { rows }) => present(rows.concept.load(conceptId)),
    }),
    positive: t.exposeInt('positive', {
      description: 'How many ranges of the version that knows it use it outside NOT, whatever their overlap.',
    }),
    bestIou: t.exposeFloat('bestIou', { description: 'The best overlap (IoU) of these.' }),
    bestExplanation: t.field({
      type: Explanation,
      description: 'The explanation that overlaps best.',
      resolve: ({ bestExplanationId }, _, { rows }) => present(rows.explanation.load(bestExplanationId)),
    }),
  }),
});
