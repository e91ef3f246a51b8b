import { graphql } from '../../gql/gql';

/** A range that has to do with a class, and what breaks without it. */
export const CLASS_RANGE = graphql(`
  fragment ClassRange on ClassRange {
    className
    role
    firesMore
    rightCount
    broken
    controlBroken
    effect
    effectLower
    effectUpper
    takenFor
    takenForCount
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

/** What was found about the classes of a run. */
export const CLASS_ANALYSIS = graphql(`
  fragment ClassAnalysis on ClassAnalysis {
    layerName
    imageCount
    predictions {
      className
      predictedName
      imageCount
    }
    ranges {
      ...ClassRange
    }
  }
`);
