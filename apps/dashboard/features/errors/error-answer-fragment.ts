import { graphql } from '../../gql/gql';

/** What was found about one question. */
export const ERROR_ANSWER = graphql(`
  fragment ErrorAnswer on ErrorAnalysis {
    className
    predictedName
    imageCount
    imagesWrong
    isGrouped
    unitCount
    unitsWrong
    permutations
    errorsNeeded
    ranges {
      ...ErrorRange
    }
    edits {
      ...ErrorEdit
    }
    slices {
      ...ErrorSlice
    }
  }
`);
