import { graphql } from '../../gql/gql';

/** How a run treats activations that are exactly 0. */
export const ZERO_RULE = graphql(`
  fragment ZeroRule on ZeroRule {
    kind
    offShare
    zerosOff
  }
`);
