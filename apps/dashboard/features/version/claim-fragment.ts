import { graphql } from '../../gql/gql';

/** An explanation as a claim of a report: what it says, what it is worth, and a picture. */
export const CLAIM = graphql(`
  fragment Claim on Explanation {
    id
    clusterIndex
    iou
    heldOutP
    kept
    timesShuffled
    grade
    formula {
      text
      ...FormulaChips
    }
    metrics {
      explanationCoverage
    }
    cluster {
      support {
        samples
        mapCells
      }
      samples {
        ...EvidenceSample
      }
    }
    unit {
      unitIndex
      layer {
        name
      }
    }
  }
`);
