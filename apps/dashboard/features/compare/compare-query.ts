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
              name
              category
            }
          }
        }
      }
      layers {
        name
        unitCount
        unitsCompared
        runAfter {
          id
          clusters
          length
          startedAt
          finishedAt
          baselineRun {
            id
          }
          probeDataset {
            name
            sampleCount
          }
        }
      }
      skippedLayers {
        name
        reason
        runBefore {
          zeroRule {
            kind
            offShare
            zerosOff
          }
        }
        runAfter {
          zeroRule {
            kind
            offShare
            zerosOff
          }
        }
      }
      summary {
        n
        inBoth
        ...ChangeCounts
        appeared
        disappeared
        newlySpecialized
        lostSpecialization
        meanDeltaIou
      }
      ranges {
        clusterIndex
        counts {
          n
          inBoth
          ...ChangeCounts
          appeared
          disappeared
          newlySpecialized
          lostSpecialization
          meanDeltaIou
        }
      }
      conceptsGained {
        concept {
          name
          category
        }
        bestIou
        positive
        bestExplanation {
          clusterIndex
          unit {
            unitIndex
            layer {
              name
            }
          }
        }
      }
      conceptsLost {
        concept {
          name
          category
        }
        bestIou
        positive
        bestExplanation {
          clusterIndex
          unit {
            unitIndex
            layer {
              name
            }
          }
        }
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
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
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

  fragment ChangeCounts on ComparisonCounts {
    same
    reworded
    shifted
    newMeaning
    notComputed
    meaningChanged
  }

  fragment ComparedSide on Explanation {
    iou
    chance
    lift
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
    cluster {
      lower
      upper
      samples {
        rank
        overlayUrl
        sample {
          id
          key
          className
          imageUrl
          imageWidth
          imageHeight
        }
      }
    }
  }

  fragment DiffUse on ConceptUse {
    negated
    concept {
      name
      category
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
