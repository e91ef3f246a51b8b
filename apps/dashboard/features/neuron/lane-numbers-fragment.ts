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
      controlChanged
      difference {
        difference
        lower
        upper
      }
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
      labelMaskingStrength
      labelMaskingFloor
      specificationsHeld
      specificationsTotal
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
