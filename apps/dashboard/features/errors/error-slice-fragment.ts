import { graphql } from '../../gql/gql';

/** A formula that tells errors from successes, with some of its images. */
export const ERROR_SLICE = graphql(`
  fragment ErrorSlice on ErrorSlice {
    position
    formula
    verdict
    p
    selectedCount
    selectedWrong
    unitCount
    unitsWrong
    samples {
      isWrong
      sample {
        key
        className
        imageUrl
        imageWidth
        imageHeight
      }
    }
  }
`);
