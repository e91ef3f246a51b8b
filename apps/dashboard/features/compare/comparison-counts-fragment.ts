import { graphql } from '../../gql/gql';

/** How many ranges of two versions became what. */
export const COMPARISON_NUMBERS = graphql(`
  fragment ComparisonNumbers on ComparisonCounts {
    n
    inBoth
    same
    reworded
    shifted
    newMeaning
    notComputed
    meaningChanged
    appeared
    disappeared
    newlySpecialized
    lostSpecialization
    meanDeltaIou
  }
`);
