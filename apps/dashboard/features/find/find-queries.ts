import { graphql } from '../../gql/gql';

/** Explanations wherever they are, with the pictures that show them best. */
export const FOUND = graphql(`
  query Found(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $where: ExplanationWhere
    $orderBy: ExplanationOrder
  ) {
    explanations(
      first: $first
      last: $last
      after: $after
      before: $before
      where: $where
      orderBy: $orderBy
    ) {
      totalCount
      pageInfo {
        ...PageLinks
      }
      nodes {
        id
        clusterIndex
        iou
        chance
        lift
        timesShuffled
        grade
        length
        specialization
        ...Judgement
        run {
          clusters
        }
        unit {
          ...UnitPlace
        }
        cluster {
          sheetUrl
          samples {
            ...RangeImage
          }
        }
        formula {
          ...FormulaChips
        }
      }
    }
    explanationCounts(where: $where) {
      units
    }
  }
`);

/** How what is found is spread over what it can be narrowed by. */
export const SPREAD = graphql(`
  query FoundSpread($where: ExplanationWhere) {
    explanationCounts(where: $where) {
      models {
        model {
          name
        }
        n
      }
      versions {
        modelVersion {
          label
        }
        n
      }
      layerNames {
        name
        n
      }
      ranges {
        clusterIndex
        n
      }
      specializations {
        specialization
        n
      }
      grades {
        grade
        n
      }
      categories {
        category
        n
      }
    }
  }
`);

/** How many explanations use a concept as it is, under NOT, and either way. */
export const POLARITY_COUNTS = graphql(`
  query PolarityCounts($responds: ExplanationWhere, $excludes: ExplanationWhere, $either: ExplanationWhere) {
    responds: explanationCounts(where: $responds) {
      n
    }
    excludes: explanationCounts(where: $excludes) {
      n
    }
    either: explanationCounts(where: $either) {
      n
    }
  }
`);

/** Where there is something to find. */
export const PLACES = graphql(`
  query FindPlaces {
    models(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        name
        layerNames
        versions(last: 100) {
          nodes {
            label
            isBaseline
          }
        }
      }
    }
    strongest: explanations(first: 1, orderBy: { field: CLUSTER_INDEX, direction: DESC }) {
      nodes {
        clusterIndex
      }
    }
    graded: explanations(first: 1, where: { grade: { in: [CLEAR, PARTLY, UNCLEAR, NONE] } }) {
      nodes {
        id
      }
    }
    classified: explanations(
      first: 1
      where: { specialization: { in: [UNSPECIALIZED, WEAKLY_SPECIALIZED, SPECIALIZED] } }
    ) {
      nodes {
        id
      }
    }
  }
`);

/** Concepts by name or by how their names begin. */
export const NAMED_CONCEPTS = graphql(`
  query NamedConcepts($where: ConceptWhere, $first: Int!) {
    concepts(first: $first, where: $where, orderBy: { field: NAME, direction: ASC }) {
      nodes {
        ...ConceptChip
        synonyms
        pixelShare
      }
    }
  }
`);

/** What a version knows, concept by concept. */
export const CONCEPT_INDEX = graphql(`
  query ConceptIndex(
    $model: String!
    $version: String!
    $layer: String
    $first: Int
    $last: Int
    $after: String
    $before: String
    $where: KnownConceptWhere
  ) {
    conceptIndex(
      model: $model
      version: $version
      layer: $layer
      first: $first
      last: $last
      after: $after
      before: $before
      where: $where
    ) {
      totalCount
      pageInfo {
        ...PageLinks
      }
      nodes {
        concept {
          ...ConceptChip
        }
        positive
        negated
        bestIou
        ranges {
          clusterIndex
          positive
          negated
        }
        bestExplanation {
          ...BestExplanation
        }
      }
    }
  }
`);
