import { graphql } from '../../gql/gql';

/** What reviewers say of an explanation, as far as the visitor may see it. */
export const JUDGEMENT = graphql(`
  fragment Judgement on Explanation {
    judgement {
      outcome
      reviewers
      confirming
      partly
      rejecting
      unsure
      carriedOver
    }
  }
`);
