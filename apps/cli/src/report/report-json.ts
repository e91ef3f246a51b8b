import { startApi } from '@strata/api';
import type { Store } from '@strata/db';
import { askServer } from '../query/ask-server.ts';

const DOCUMENT = `query Report($model: String!, $version: String!) {
  modelVersion(model: $model, label: $version) {
    label source contentSha256 accuracy isBaseline trainingRun createdAt
    model { name }
    light { color reason }
    tags { name actor setAt }
    notes(first: 100) { nodes { text actor writtenAt } }
    gateRuns(first: 20) { nodes { outcome actor decidedAt rulesSha256 codeVersion baseline { label contentSha256 }
      checks { rule name subject bound layer clusterIndex outcome value lower upper required n reason } } }
    layers(first: 100) { nodes { name unitCount run { configHash codeVersion status unitsDone unitsTotal clusters bounds
      upsampling length search grammar startedAt finishedAt
      preprocessing { width height channelOrder layout scale mean standardDeviation }
      probeDataset { name sampleCount conceptCount groupCount }
      points { clusterIndex n grades { grade n } timesShuffled { mean meanLower meanUpper }
        heldOutIou { mean meanLower meanUpper } iou { mean meanLower meanUpper } }
      excess { seeds missingSeeds ranges { clusterIndex n isSpecialized share { baseline { value lower upper }
        excess { value lower upper } } } } } } }
  }
  claims: explanations(first: 12, orderBy: { field: TIMES_SHUFFLED, direction: DESC },
    where: { grade: { eq: CLEAR }, modelVersion: { label: { eq: $version }, model: { name: { eq: $model } } } }) {
    totalCount
    nodes { clusterIndex iou heldOutP kept timesShuffled formula { text } unit { unitIndex layer { name } } }
  }
}`;

interface Asked {
  readonly model: string;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** What the report says, as facts for programs. */
export async function reportJson(store: Store, { model, version, signal }: Asked): Promise<string> {
  const api = await startApi({ store, port: 0, open: true });
  try {
    const answer = await askServer(api.url, { asked: { query: DOCUMENT, variables: { model, version } }, signal });
    return `${JSON.stringify(answer, null, 2)}\n`;
  } finally {
    await api.close();
  }
}
