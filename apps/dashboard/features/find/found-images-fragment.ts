import { graphql } from '../../gql/gql';

/** A picture of a range with neuron and formula laid over it. */
export const RANGE_IMAGE = graphql(`
  fragment RangeImage on ClusterSample {
    rank
    overlayUrl
    sample {
      key
      className
      imageUrl
      imageWidth
      imageHeight
    }
  }
`);
