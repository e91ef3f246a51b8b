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
        versions {
          unitCount
          layerUnitCount
          modelVersion {
            label
            accuracy
            isBaseline
          }
          run {
            id
            startedAt
            finishedAt
            length
            specializationRise {
              lowest
              highest
              n
              difference
              lower
              upper
              rises
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
            lift {
              median
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
