import { graphql } from '../../gql/gql';

/** Two versions of a model side by side. */
export const COMPARE = graphql(`
  query Compare(
    $model: String!
    $a: String!
    $b: String!
    $layer: String
    $first: Int
    $last: Int
    $after: String
    $before: String
    $changedOnly: Boolean!
    $where: ComparedRangeWhere
    $orderBy: ComparedRangeOrder
  ) {
    compare(model: $model, a: $a, b: $b, layer: $layer) {
      before {
        label
        accuracy
        trainingRun
      }
      after {
        label
        accuracy
        trainingRun
      }
      pairing
      floor {
        value
        lower
        upper
      }
      unitsChanged {
        changed
        known
      }
      deltaIou {
        value
        lower
        upper
      }
      formulaCounts {
        before
        after
        formula {
          text
          concepts {
            concept {
              ...ConceptChip
            }
          }
        }
      }
      layers {
        name
        unitCount
        unitsCompared
        runAfter {
          ...RunProvenance
          baselineRun {
            id
          }
        }
      }
      skippedLayers {
        name
        reason
        runBefore {
          zeroRule {
            ...ZeroRule
          }
        }
        runAfter {
          zeroRule {
            ...ZeroRule
          }
        }
      }
      summary {
        ...ComparisonNumbers
      }
      ranges {
        clusterIndex
        counts {
          ...ComparisonNumbers
        }
      }
      conceptsGained {
        ...ConceptChange
      }
      conceptsLost {
        ...ConceptChange
      }
      rows(
        first: $first
        last: $last
        after: $after
        before: $before
        changedOnly: $changedOnly
        where: $where
        orderBy: $orderBy
      ) {
        totalCount
        pageInfo {
          ...PageLinks
        }
        nodes {
          layer
          unitIndex
          clusterIndex
          clusterIndexBefore
          status
          change
          kept
          similarity
          meaningChanged
          deltaIou
          specializationChange
          before {
            ...ComparedSide
          }
          after {
            ...ComparedSide
          }
          diff {
            kept {
              ...DiffUse
            }
            added {
              ...DiffUse
            }
            removed {
              ...DiffUse
            }
          }
        }
      }
    }
  }

  fragment ComparedSide on Explanation {
    iou
    chance
    timesShuffled
    specialization
    ...Judgement
    formula {
      ...FormulaChips
    }
    cluster {
      lower
      upper
      samples {
        ...RangeImage
        sample {
          id
        }
      }
    }
  }

  fragment DiffUse on ConceptUse {
    negated
    concept {
      ...ConceptChip
    }
  }
`);

/** The versions that can be compared. */
export const COMPARABLE = graphql(`
  query Comparable($model: String!) {
    model(name: $model) {
      name
      layerNames
      baseline {
        label
      }
      versions(last: 100) {
        nodes {
          label
          isBaseline
        }
      }
    }
  }
`);
