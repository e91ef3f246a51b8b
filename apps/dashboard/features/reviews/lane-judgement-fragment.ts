import { graphql } from '../../gql/gql';

/** How a range's explanation was judged, by all and by the visitor. */
export const LANE_JUDGEMENT = graphql(`
  fragment LaneJudgement on Explanation {
    id
    ...Judgement
    ownVerdict {
      verdict
      carriedOver
      modelVersion {
        label
      }
    }
  }
`);
