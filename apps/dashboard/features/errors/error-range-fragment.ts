import { graphql } from '../../gql/gql';

/** A range that has to do with errors, and what came of taking it out. */
export const ERROR_RANGE = graphql(`
  fragment ErrorRange on ErrorRange {
    role
    intervention
    wrongCount
    mended
    controlMended
    rightCount
    broken
    controlBroken
    effect
    effectLower
    effectUpper
    cluster {
      clusterIndex
      unit {
        unitIndex
        layer {
          name
        }
      }
      explanation {
        grade
        formula {
          text
        }
      }
    }
  }
`);
