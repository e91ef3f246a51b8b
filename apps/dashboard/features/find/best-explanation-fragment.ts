import { graphql } from '../../gql/gql';

/** The neuron and range that a concept describes best, for its address. */
export const BEST_EXPLANATION = graphql(`
  fragment BestExplanation on Explanation {
    clusterIndex
    unit {
      unitIndex
      layer {
        name
      }
    }
  }
`);
