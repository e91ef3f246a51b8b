import { graphql } from '../../gql/gql';

/** A layer of a version: what its ranges are worth, and what it was computed from. */
export const VERSION_LAYER = graphql(`
  fragment VersionLayer on Layer {
    name
    unitCount
    reviewEstimate {
      explanations
      judged
      share
      lower
      upper
    }
    agreement {
      clusterIndex
      explanations
      judged
      confirmed
      rejected
      disputed
    }
    run {
      id
      status
      unitsDone
      configHash
      codeVersion
      ...RunProvenance
      preprocessing {
        ...PreprocessingText
      }
      points {
        clusterIndex
        n
        grades {
          grade
          n
        }
        timesShuffled {
          mean
          meanLower
          meanUpper
        }
      }
      excess {
        seeds
        missingSeeds
        ranges {
          clusterIndex
          isSpecialized
          share {
            baseline {
              value
              lower
              upper
            }
            excess {
              value
              lower
              upper
            }
          }
        }
      }
    }
  }
`);
