import { graphql } from '../../gql/gql';

/** What a lane of the neuron page shows of a range. */
export const RANGE_LANE = graphql(`
  fragment RangeLane on Cluster {
    id
    clusterIndex
    outcome
    share
    sheetUrl
    ...LaneNumbers
    ...LaneEvidence
    explanation {
      replication {
        folds
        terms
      }
      length
      ...LaneClass
      ...LaneJudgement
      formula {
        ...FormulaTree
      }
    }
    samples {
      ...EvidenceSample
    }
  }
`);
