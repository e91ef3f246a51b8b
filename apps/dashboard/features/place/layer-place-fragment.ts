import { graphql } from '../../gql/gql';

/** Where a layer is, for its address and its name. */
export const LAYER_PLACE = graphql(`
  fragment LayerPlace on Layer {
    name
    modelVersion {
      label
      model {
        name
        layerNames
      }
    }
  }
`);
