import { graphql } from '../../gql/gql';

export const RUNS = graphql(`
  query Runs($after: String) {
    runs(first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        status
        error
        configHash
        unitsTotal
        unitsDone
        clusters
        bounds
        upsampling
        zeroRule {
          ...ZeroRule
          zeroShare
        }
        length
        beam
        search
        grammar
        preprocessing {
          ...PreprocessingText
        }
        codeVersion
        machine
        threads
        peakRssBytes
        startedAt
        finishedAt
        timings {
          indexMs
          activationsMs
          rangesMs
          hitsMs
          searchMs
          samplesMs
          writeMs
          totalMs
        }
        baselineRun {
          id
          layer {
            modelVersion {
              label
            }
          }
        }
        defaultFormulas(first: 10) {
          rank
          unitCount
          rangeCount
          formula {
            ...FormulaChips
          }
        }
        probeDataset {
          name
          format
          sha256
          sampleCount
          maskHeight
          maskWidth
          conceptCount
          cellCount
          groupCount
          nearDuplicates
        }
        layer {
          name
          op
          unitCount
          height
          width
          modelVersion {
            label
            contentSha256
            source
            model {
              name
              layerNames
            }
          }
        }
      }
    }
  }
`);
