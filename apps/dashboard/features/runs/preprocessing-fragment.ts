import { graphql } from '../../gql/gql';

/** How images became the network’s input. */
export const PREPROCESSING_TEXT = graphql(`
  fragment PreprocessingText on Preprocessing {
    width
    height
    channelOrder
    scale
    mean
    standardDeviation
    layout
    resize
  }
`);
