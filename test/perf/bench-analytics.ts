import type { BenchContext } from './bench-lists.ts';
import { ask, type Measured, measuredOf, type Sample } from './measured.ts';

const DISTRIBUTION = '{ mean median lowerQuartile upperQuartile meanLower meanUpper }';

/** Queries of pages that summarize, with the variables that differ from request to request. */
const QUERIES: Readonly<Record<string, { query: string; variables: (turn: number) => Record<string, unknown> }>> = {
  'trend of a model and layer over all versions': {
    query: `query($model: String!, $layer: String!) { model(name: $model) { trend(layer: $layer) { versions { modelVersion { label } points {
      clusterIndex n iou ${DISTRIBUTION} lift ${DISTRIBUTION} lengthShares { length n } specializationShares { n share } } } } } }`,
    variables: (turn) => ({ model: `model ${1 + (turn % 2)}`, layer: `block${1 + (turn % 10)}` }),
  },
  'summary of a comparison of two versions, all layers': {
    query: `query($model: String!, $a: String!, $b: String!) { compare(model: $model, a: $a, b: $b) { summary { n same changed meanDeltaIou }
      ranges { clusterIndex counts { n changed } } } }`,
    variables: (turn) => ({ model: `model ${1 + (turn % 2)}`, a: `v${2 + (turn % 40)}`, b: `v${3 + (turn % 40)}` }),
  },
  'concepts gained and lost, all layers': {
    query: `query($model: String!, $a: String!, $b: String!) { compare(model: $model, a: $a, b: $b) {
      conceptsGained(minIou: 0.1) { concept { name } } conceptsLost(minIou: 0.1) { concept { name } } } }`,
    variables: (turn) => ({ model: 'model 1', a: `v${2 + (turn % 40)}`, b: `v${3 + (turn % 40)}` }),
  },
  'largest changes of a layer': {
    query: `query($a: String!, $b: String!, $layer: String!) { compare(model: "model 1", a: $a, b: $b, layer: $layer) { rows(first: 20, changedOnly: true) {
      nodes { status deltaIou before { formula { text } } after { formula { text } } } } } }`,
    variables: (turn) => ({ a: `v${2 + (turn % 40)}`, b: `v${3 + (turn % 40)}`, layer: `block${1 + (turn % 10)}` }),
  },
  'concept index of a version': {
    query:
      'query($version: String!) { conceptIndex(model: "model 1", version: $version, first: 20) { nodes { concept { name } positive bestIou } } }',
    variables: (turn) => ({ version: `v${1 + (turn % 40)}` }),
  },
  'history of a unit over all versions': {
    query: `query($unit: Int!) { unitHistory(model: "model 1", layer: "block3", unitIndex: $unit) { versions { modelVersion { label }
      explanations { clusterIndex iou formula { text } } } } }`,
    variables: (turn) => ({ unit: (turn * 37) % 1000 }),
  },
  'distribution of a layer': {
    query:
      'query($version: String!) { distribution(model: "model 1", version: $version, layer: "block4", metric: IOU) { counts } }',
    variables: (turn) => ({ version: `v${1 + (turn % 40)}` }),
  },
};

/** Trends, comparisons, indexes, histories and distributions. */
export async function benchAnalytics({ api, repeats }: BenchContext): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [name, { query, variables }] of Object.entries(QUERIES)) {
    const samples: Sample[] = [];
    for (let turn = 0; turn < 15 * repeats; turn += 1)
      samples.push(
        await ask(api, { name: `${name} ${JSON.stringify(variables(turn))}`, query, variables: variables(turn) }),
      );
    measured.push(measuredOf(name, samples));
  }
  return measured;
}

/** One of these queries by its number, and variables by turn. */
export function analyticsRequest(turn: number): { name: string; query: string; variables: Record<string, unknown> } {
  const entries = Object.entries(QUERIES);
  const [name, { query, variables }] = entries[turn % entries.length] as (typeof entries)[number];
  return { name, query, variables: variables(turn) };
}
