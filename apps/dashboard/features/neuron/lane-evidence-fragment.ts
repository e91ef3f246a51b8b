import { graphql } from '../../gql/gql';

/** What `LaneEvidence` shows. */
export const LANE_EVIDENCE = graphql(`
  fragment LaneEvidence on Cluster {
    support {
      samples
      mapCells
    }
    explanation {
      grade
      heldOutP
      shuffledIou
      timesShuffled
      kept
      metrics {
        explanationCoverage
      }
    }
  }
`);
