import { graphql } from '../../gql/gql';

/** Where a neuron is, for its address and its name. */
export const UNIT_PLACE = graphql(`
  fragment UnitPlace on Unit {
    unitIndex
    layer {
      ...LayerPlace
    }
  }
`);
