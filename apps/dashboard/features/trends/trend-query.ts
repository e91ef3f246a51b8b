import { graphql } from '../../gql/gql';

export const TREND = graphql(`
  query Trend($name: String!, $layer: String!) {
    model(name: $name) {
      trend(layer: $layer) {
        layer
        clusterCount
        probeDataset {
          name
          sampleCount
          conceptCount
        }
        leftOut {
          modelVersion {
            label
          }
          run {
            id
            zeroRule {
              ...ZeroRule
            }
          }
        }
        change {
          n
          rose
          difference {
            value
            lower
            upper
          }
        }
        versions {
          unitCount
          layerUnitCount
          modelVersion {
            label
            accuracy
            isBaseline
            tags {
              name
            }
            notes(first: 1) {
              nodes {
                text
              }
            }
          }
          run {
            id
            startedAt
            finishedAt
            length
            excess {
              seeds
              missingSeeds
              rises
              rise {
                lowest
                highest
                n
                value
                lower
                upper
              }
              ranges {
                clusterIndex
                n
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
            zeroRule {
              ...ZeroRule
            }
          }
          points {
            clusterIndex
            n
            meanChance
            iou {
              mean
              meanLower
              meanUpper
              median
              lowerQuartile
              upperQuartile
            }
            timesShuffled {
              mean
            }
            length {
              mean
            }
            lengthShares {
              length
              n
            }
            specializationShares {
              specialization
              n
            }
            specializedShare {
              share
              lower
              upper
            }
          }
        }
      }
    }
  }
`);
