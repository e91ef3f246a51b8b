import { graphql } from '../../gql/gql';

/** A formula against every neuron and range of a version. */
export const SCORES = graphql(`
  query FormulaScores($model: String!, $version: String!, $layer: String, $formula: String!, $first: Int!) {
    modelVersion(model: $model, label: $version) {
      scores(formula: $formula, layer: $layer, first: $first) {
        formula
        scored
        significant
        coverage
        unknown {
          name
          nearest
        }
        layers {
          isKept
          unitsDone
          unitsTotal
          layer {
            name
          }
        }
        ranges {
          iou
          shuffledIou
          timesShuffled
          p
          q
          cluster {
            id
            clusterIndex
            run {
              clusters
            }
            unit {
              ...UnitPlace
            }
            explanation {
              grade
              formula {
                ...FormulaChips
              }
            }
            sheetUrl
            samples {
              ...RangeImage
            }
          }
        }
      }
    }
  }
`);
