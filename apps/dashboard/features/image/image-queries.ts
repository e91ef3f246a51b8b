import { graphql } from '../../gql/gql';

/** A version, its layers, and the datasets that they were explained on. */
export const IMAGE_PLACE = graphql(`
  query ImagePlace($model: String!, $version: String!) {
    modelVersion(model: $model, label: $version) {
      id
      label
      layers(first: 100) {
        nodes {
          name
          run {
            clusters
            probeDataset {
              id
              name
              sampleCount
            }
          }
        }
      }
    }
  }
`);

/** An image with its concepts and what the version takes it for. */
export const IMAGE = graphql(`
  query Image($model: String!, $version: String!, $layer: String!, $modelVersion: ID!, $sampleIndex: Int!) {
    layer(model: $model, version: $version, name: $layer) {
      run {
        probeDataset {
          sample(sampleIndex: $sampleIndex) {
            id
            sampleIndex
            key
            className
            split
            imageUrl
            imageWidth
            imageHeight
            previous {
              sampleIndex
            }
            next {
              sampleIndex
            }
            prediction(modelVersion: $modelVersion) {
              classIndex
              className
            }
            conceptMasks {
              pixels
              maskUrl
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
`);

/** Which ranges are in an image, or in an area of it. */
export const RANGES_IN_IMAGE = graphql(`
  query RangesInImage(
    $model: String!
    $version: String!
    $layer: String!
    $sample: ID!
    $area: [AreaBox!]
    $first: Int!
  ) {
    layer(model: $model, version: $version, name: $layer) {
      rangesInImage(sample: $sample, area: $area, first: $first) {
        areaShare
        missing
        ranges {
          iou
          share
          meanShare
          cluster {
            id
            clusterIndex
            run {
              clusters
            }
            unit {
              unitIndex
            }
            explanation {
              grade
              iou
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
