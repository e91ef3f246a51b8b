import { graphql } from '../../gql/gql';

/** A concept that only one of two versions knows. */
export const CONCEPT_CHANGE = graphql(`
  fragment ConceptChange on ConceptChange {
    concept {
      ...ConceptChip
    }
    bestIou
    positive
    bestExplanation {
      ...BestExplanation
    }
  }
`);
