import { graphql } from '../../gql/gql';

/** What training has made of a range. */
export const LANE_CLASS = graphql(`
  fragment LaneClass on Explanation {
    specialization
    formula {
      text
    }
    defaultFormula {
      ...FormulaChips
    }
  }
`);
