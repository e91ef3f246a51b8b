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
          ...RunProvenance
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
        ...RangeLane
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
              ...FormulaChips
            }
          }
        }
      }
    }
  }
`);
