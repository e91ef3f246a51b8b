import { graphql } from '../../gql/gql';

/** What an answer about errors comes to, in a sentence or two. */
export const ERROR_HEADLINE = graphql(`
  fragment ErrorHeadline on ErrorAnalysis {
    className
    predictedName
    imageCount
    imagesWrong
    errorsNeeded
    createdAt
    slices {
      formula
      verdict
    }
    ranges {
      role
      mended
      controlMended
      wrongCount
      cluster {
        clusterIndex
        unit {
          unitIndex
          layer {
            name
          }
        }
        explanation {
          formula {
            text
          }
        }
      }
    }
  }
`);
