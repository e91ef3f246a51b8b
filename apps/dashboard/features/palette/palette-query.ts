import { graphql } from '../../gql/gql';

/** What a few letters may mean inside a layer: its concepts that begin so, and the neuron of that number. */
export const PALETTE = graphql(`
  query Palette(
    $model: String!
    $version: String!
    $layer: String!
    $concepts: ConceptWhere
    $unitIndex: Int!
  ) {
    layer(model: $model, version: $version, name: $layer) {
      unitCount
      units(first: 1, where: { unitIndex: { eq: $unitIndex } }) {
        nodes {
          unitIndex
        }
      }
      run {
        probeDataset {
          concepts(first: 8, where: $concepts, orderBy: { field: PIXEL_SHARE, direction: DESC }) {
            nodes {
              ...ConceptChip
            }
          }
        }
      }
    }
  }
`);

/** The models there are, for a page without a place. */
export const PALETTE_MODELS = graphql(`
  query PaletteModels {
    models(first: 100, orderBy: { field: NAME, direction: ASC }) {
      nodes {
        name
        layerNames
        latestVersion {
          label
        }
      }
    }
  }
`);
