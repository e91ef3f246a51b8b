import { graphql } from '../../gql/gql';

/** A probe image with what the neuron and its formula cover of it. */
export const EVIDENCE_SAMPLE = graphql(`
  fragment EvidenceSample on ClusterSample {
    rank
    bitmapPixels
    formulaPixels
    intersection
    stencilsUrl
    prediction {
      classIndex
      className
    }
    conceptMasks {
      maskUrl
      concept {
        name
      }
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
`);
