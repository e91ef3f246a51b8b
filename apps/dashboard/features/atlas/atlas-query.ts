import { graphql } from '../../gql/gql';

/** Which versions of a layer stand on a map. */
export const ATLAS_LAYERS = graphql(`
  query AtlasLayers($model: String!, $layer: String!) {
    layers(
      first: 100
      where: { name: { eq: $layer }, modelVersion: { model: { name: { eq: $model } } } }
    ) {
      nodes {
        modelVersion {
          label
          sequence
          isBaseline
          trainingRun
        }
        run {
          id
          status
          clusters
          atlas {
            frame
            placedCount
          }
        }
      }
    }
  }
`);

/** What a map is, without its points. */
export const ATLAS_MAP = graphql(`
  query AtlasMap($model: String!, $version: String!, $layer: String!) {
    layer(model: $model, version: $version, name: $layer) {
      unitCount
      run {
        ...RunProvenance
        atlas {
          placedCount
          notPlacedCount
          trustworthiness
          neighboursKept
          neighbours
          pointsCompared
          concepts {
            x
            y
            concept {
              name
            }
          }
        }
      }
    }
  }
`);

/** A page of a map's points. */
export const ATLAS_POINTS = graphql(`
  query AtlasPoints(
    $model: String!
    $version: String!
    $layer: String!
    $first: Int!
    $after: String
  ) {
    layer(model: $model, version: $version, name: $layer) {
      run {
        atlas {
          points(first: $first, after: $after) {
            packed
            concepts
            endCursor
            hasNextPage
          }
        }
      }
    }
  }
`);

/** What ranges of some neurons say. */
export const ATLAS_ROWS = graphql(`
  query AtlasRows($model: String!, $version: String!, $layer: String!, $where: ExplanationWhere!) {
    layer(model: $model, version: $version, name: $layer) {
      explanations(first: 100, where: $where) {
        nodes {
          clusterIndex
          iou
          grade
          specialization
          unit {
            unitIndex
          }
          formula {
            ...FormulaChips
          }
        }
      }
    }
  }
`);

/** One range, with pictures. */
export const ATLAS_CARD = graphql(`
  query AtlasCard($model: String!, $version: String!, $layer: String!, $where: ExplanationWhere!) {
    layer(model: $model, version: $version, name: $layer) {
      explanations(first: 1, where: $where) {
        nodes {
          iou
          grade
          formula {
            text
          }
          cluster {
            samples {
              ...RangeImage
            }
          }
        }
      }
    }
  }
`);
