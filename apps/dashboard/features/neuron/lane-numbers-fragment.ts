import { graphql } from '../../gql/gql';

/** The exact numbers behind a lane. */
export const LANE_NUMBERS = graphql(`
  fragment LaneNumbers on Cluster {
    lower
    upper
    includesLower
    labelledShare
    bitmapPixels
    importance {
      changed
      samples
      share
    }
    explanation {
      iou
      chance
      heldOutIou
      shuffledIou
      heldOutP
      heldOutQ
      replication {
        folds
        formula
        leadingPair
      }
      bound
      gap
      labelMasking
      labelMaskingSamples
      intersection
      union
      formulaPixels
      metrics {
        ...MetricShares
      }
      formula {
        text
      }
    }
  }
`);
