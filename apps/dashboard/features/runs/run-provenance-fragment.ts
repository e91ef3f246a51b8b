import { graphql } from '../../gql/gql';

/** What the numbers of a page were computed from. */
export const RUN_PROVENANCE = graphql(`
  fragment RunProvenance on Run {
    id
    clusters
    length
    startedAt
    finishedAt
    probeDataset {
      name
      sampleCount
      groupCount
      nearDuplicates
    }
  }
`);
