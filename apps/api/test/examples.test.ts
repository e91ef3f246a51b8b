import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, type Json, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, type SmallUnit, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
let examples: readonly Example[];

interface Example {
  readonly query: string;
  readonly variables?: string;
}

const unit = (index: number, formula: string, iou: number): SmallUnit => ({
  unit: index,
  explanations: [{ clusterIndex: 5, formula, iou }],
});
/** What the network of the examples has learned, version by version. */
const VERSIONS: Readonly<Record<string, readonly SmallUnit[]>> = {
  untrained: [unit(0, 'tree', 0.05), unit(1, 'tree', 0.05)],
  'epoch 1': [unit(0, 'tree', 0.1), unit(1, '(sky AND NOT water)', 0.3)],
  'epoch 30': [unit(0, 'boat', 0.4), unit(1, '(sky AND NOT water)', 0.5)],
};

beforeAll(async () => {
  opened = await openSmallStore();
  for (const [version, units] of Object.entries(VERSIONS)) {
    const isBaseline = version === 'untrained';
    await storeRun(opened.store, {
      model: 'demo-cnn',
      version,
      layer: '/block4/relu/Relu_output_0',
      units,
      isBaseline,
      trainingRun: 'demo-cnn',
    });
  }
  api = await startApi({ store: opened.store, port: 0 });
  const page = await (await fetch(`${api.url}/graphql`, { headers: { accept: 'text/html' } })).text();
  const [, options] =
    /renderYogaGraphiQL\(\s*window\.document\.querySelector\('#root'\),\s*(\{.*\}),\s*\);/.exec(page) ?? [];
  examples = (JSON.parse(options ?? '{}') as { defaultTabs: Example[] }).defaultTabs;
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

/** What comes of the example whose operation has this name. */
function answered(name: string): Promise<Json> {
  const { query, variables = '{}' } = exampleOf(name);
  return answerOf(api.url, query, JSON.parse(variables));
}

function exampleOf(name: string): Example {
  const found = examples.find(({ query }) => new RegExp(`\\b${name}\\b`).test(query));
  if (!found) throw new Error(`No example has an operation named ${name}.`);
  return found;
}

/** By operation: where the rows are, and what is in the first. */
const EXPECTED: Readonly<Record<string, { at: (string | number)[]; first: unknown }>> = {
  WhatNeuronsRespondTo: {
    at: ['explanations', 'nodes', 0],
    first: {
      iou: 0.5,
      formula: { text: '(sky AND NOT water)' },
      unit: { layer: { modelVersion: { label: 'epoch 30' } } },
    },
  },
  WhoKnowsAConcept: {
    at: ['explanations', 'nodes', 1],
    first: { iou: 0.3, unit: { unitIndex: 1, layer: { modelVersion: { label: 'epoch 1' } } } },
  },
  FormulasOfAPattern: {
    at: ['explanations', 'nodes', 0, 'formula'],
    first: { concepts: [{ negated: false }, { negated: true, concept: { name: 'water', category: 'object' } }] },
  },
  Trend: {
    at: ['model', 'trend', 'versions', 2],
    first: {
      modelVersion: { label: 'epoch 30' },
      unitCount: 2,
      points: [{ clusterIndex: 5, n: 2, iou: { median: 0.45 } }],
    },
  },
  CompareVersions: {
    at: ['compare'],
    first: {
      summary: { n: 2, same: 1, changed: 1 },
      rows: { nodes: [{ unitIndex: 0, before: { formula: { text: 'tree' } }, after: { formula: { text: 'boat' } } }] },
      conceptsGained: [{ concept: { name: 'boat' } }],
      conceptsLost: [{ concept: { name: 'tree' } }],
    },
  },
  ConceptsOfAVersion: {
    at: ['conceptIndex', 'nodes', 0],
    first: { concept: { name: 'sky' }, positive: 1, bestIou: 0.5, ranges: [{ clusterIndex: 5 }] },
  },
};

describe('GraphiQL’s examples', () => {
  it('are the ones that are asked here', () => {
    const names = examples.map(({ query }) => /^(?:query|subscription) (\w+)/m.exec(query)?.[1]);
    expect(names).toEqual([...Object.keys(EXPECTED), 'RunEvents']);
  });

  it.each(Object.entries(EXPECTED))('have an answer: %s', async (name, { at, first }) => {
    expect(pick(await answered(name), ...at)).toMatchObject(first as object);
  });

  it('follow the events of runs', async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: exampleOf('RunEvents').query }),
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (reader && !/^data: .*\n\n/m.test(text)) text += (await reader.read()).value ?? '';
    await reader?.cancel();
    const [, data] = /^id: \d+\nevent: next\ndata: (.*)$/m.exec(text) ?? [];
    expect(JSON.parse(data ?? '{}')).toMatchObject({
      data: {
        runEvents: { kind: 'STATUS', status: 'RUNNING', run: { layer: { modelVersion: { label: 'untrained' } } } },
      },
    });
  });
});
