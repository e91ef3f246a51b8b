import { graphql } from '../../gql/gql';

/** A pair to collect, with images. */
export const COLLECTION_PAIR = graphql(`
  fragment CollectionPair on CollectionPair {
    position
    first
    firstKind
    second
    secondKind
    verdict
    dataCount
    selectedCount
    selectedWrong
    mended
    mendedLower
    mendedUpper
    testedCount
    q
    curve {
      added
      wrongShare
      controlShare
    }
    samples {
      role
      isWrong
      sample {
        key
        className
        imageUrl
        imageWidth
        imageHeight
      }
    }
  }
`);

/** What to collect for a version. */
export const COLLECTION = graphql(`
  fragment Collection on Collection {
    layerName
    learntSplit
    dataCount
    imageCount
    imagesWrong
    isGrouped
    unitCount
    unitsWrong
    pairsTried
    errorsNeeded
    pairs {
      ...CollectionPair
    }
  }
`);
