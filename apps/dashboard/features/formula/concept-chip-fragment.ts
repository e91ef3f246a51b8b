import { graphql } from '../../gql/gql';

/** What `ConceptChip` shows. */
export const CONCEPT_CHIP = graphql(`
  fragment ConceptChip on Concept {
    name
    category
    grounding
    names {
      language
      name
    }
  }
`);
