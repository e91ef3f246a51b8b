import { Concept, ConceptUse } from './refs.ts';

ConceptUse.implement({
  description: 'A concept’s place in a formula.',
  fields: (t) => ({
    concept: t.expose('concept', { type: Concept, description: 'The concept.' }),
    negated: t.exposeBoolean('negated', { description: 'Whether it stands under NOT.' }),
    position: t.exposeInt('position', { description: 'Its place in the formula, from 0.' }),
  }),
});
