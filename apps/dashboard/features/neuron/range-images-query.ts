import { graphql } from '../../gql/gql';

/** The ranges of a neuron, to find one by its number. */
export const UNIT_RANGES = graphql(`
  query UnitRanges($model: String!, $version: String!, $layer: String!, $unitIndex: Int!) {
    unit(model: $model, version: $version, layer: $layer, unitIndex: $unitIndex) {
      clusters {
        id
        clusterIndex
        run {
          clusters
        }
        explanation {
          grade
          formula {
            ...FormulaChips
          }
        }
      }
    }
  }
`);

/** Images of a range, of one kind. */
export const RANGE_IMAGES_PAGE = graphql(`
  query RangeImagesPage($id: ID!, $which: RangeImages!, $skip: Int!, $first: Int!) {
    node(id: $id) {
      ... on Cluster {
        images(which: $which, skip: $skip, first: $first) {
          total
          missing
          images {
            bitmapPixels
            formulaPixels
            intersection
            stencilsUrl
            prediction {
              classIndex
              className
            }
            sample {
              sampleIndex
              key
              className
              imageUrl
              imageWidth
              imageHeight
            }
          }
        }
      }
    }
  }
`);
