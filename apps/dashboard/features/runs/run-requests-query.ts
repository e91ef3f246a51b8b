import { graphql } from '../../gql/gql';

/** Runs that people asked for, the newest first. */
export const RUN_REQUESTS = graphql(`
  query RunRequests {
    runRequests(first: 20) {
      nodes {
        id
        status
        error
        layerName
        clusters
        length
        search
        preprocessing {
          ...PreprocessingText
        }
        requestedBy
        createdAt
        run {
          id
        }
        modelVersion {
          label
          model {
            name
            layerNames
          }
        }
      }
    }
  }
`);

/** What a run can be made of. */
export const RUN_CHOICES = graphql(`
  query RunChoices {
    models(first: 100, orderBy: { field: NAME, direction: ASC }) {
      nodes {
        name
        layerNames
        versions(last: 100) {
          nodes {
            id
            label
          }
        }
      }
    }
    probeDatasets(first: 100) {
      nodes {
        id
        name
        sampleCount
        conceptCount
      }
    }
  }
`);

export const START_RUN = graphql(`
  mutation StartRun($input: StartRunInput!) {
    startRun(input: $input) {
      __typename
      ... on StartRunSuccess {
        request {
          id
        }
      }
      ... on Problem {
        message
      }
    }
  }
`);

export const CANCEL_RUN = graphql(`
  mutation CancelRun($input: CancelRunInput!) {
    cancelRun(input: $input) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

export const RETRY_RUN = graphql(`
  mutation RetryRun($input: RetryRunInput!) {
    retryRun(input: $input) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

/** What happens to runs, as it happens. */
export const RUN_EVENTS = graphql(`
  subscription RunEvents {
    runEvents {
      kind
      unitsDone
      unitsTotal
      message
      run {
        id
      }
      request {
        id
      }
    }
  }
`);
