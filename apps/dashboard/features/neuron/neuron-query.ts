import { graphql } from '../../gql/gql';

export const NEURON = graphql(`
  query Neuron($model: String!, $version: String!, $layer: String!, $unitIndex: Int!) {
    unit(model: $model, version: $version, layer: $layer, unitIndex: $unitIndex) {
      unitIndex
      outcome
      problem
      min
      max
      mean
      zeroShare
      cells {
        total
        off
        offShare
        saturated
        saturatedShare
      }
      layer {
        unitCount
        height
        width
        run {
          id
          startedAt
          finishedAt
          length
          clusters
          probeDataset {
            name
            sampleCount
          }
        }
      }
      histogram {
        lower
        upper
        counts
      }
      previous {
        unitIndex
      }
      next {
        unitIndex
      }
      clusters {
        id
        clusterIndex
        lower
        upper
        includesLower
        outcome
        labelledShare
        bitmapPixels
        share
        support {
          samples
          mapCells
        }
        importance {
          changed
          samples
          share
        }
        explanation {
          iou
          chance
          lift
          grade
          heldOutIou
          shuffledIou
          timesShuffled
          kept
          heldOutP
          heldOutQ
          replication {
            folds
            formula
            leadingPair
            terms
          }
          length
          bound
          gap
          labelMasking
          labelMaskingSamples
          specialization
          defaultFormula {
            text
            concepts {
              concept {
                name
                category
              }
            }
          }
          metrics {
            detectionAccuracy
            activationCoverage
            sampleCoverage
            explanationCoverage
          }
          intersection
          union
          formulaPixels
          formula {
            text
            concepts {
              negated
              concept {
                name
                category
                pixelShare
              }
            }
          }
        }
        samples {
          rank
          bitmapPixels
          formulaPixels
          intersection
          stencilsUrl
          conceptMasks {
            maskUrl
            concept {
              name
            }
          }
          sample {
            key
            className
            imageUrl
            imageWidth
            imageHeight
          }
        }
      }
      history {
        layer {
          modelVersion {
            label
          }
        }
        clusters {
          clusterIndex
          explanation {
            iou
            chance
            timesShuffled
            specialization
            formula {
              text
              concepts {
                concept {
                  name
                  category
                }
              }
            }
          }
        }
      }
    }
  }
`);
