import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, list } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

beforeAll(async () => {
  opened = await openSmallStore();
  await storeRun(opened.store, {
    model: 'net',
    version: 'v1',
    layer: 'block4',
    units: [
      { unit: 0, explanations: [{ clusterIndex: 5, formula: '(sky OR water)', iou: 0.4 }] },
      { unit: 1, explanations: [{ clusterIndex: 5, formula: '(water AND NOT sky)', iou: 0.5 }] },
      {
        unit: 2,
        explanations: [
          { clusterIndex: 4, formula: 'sky', iou: 0.6 },
          { clusterIndex: 5, formula: 'boat', iou: 0.3 },
        ],
      },
      { unit: 3, explanations: [{ clusterIndex: 5, formula: 'sky', iou: 0.01 }] },
      { unit: 4, explanations: [{ clusterIndex: 5, formula: '((boat OR tree) AND sky)', iou: 0.7 }] },
    ],
  });
  api = await startApi({ store: opened.store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

it('finds the neurons that respond to sky in range 5, not those that have it under NOT or in another range', async () => {
  const answer = await answerOf(
    api.url,
    `{ explanations(first: 50, where: {clusterIndex: {eq: 5}, iou: {gt: 0.02}, concept: {name: {eq: "sky"}, negated: false}}) {
      nodes { unit { unitIndex layer { name } } formula { text } iou } } }`,
  );
  expect(list(answer, 'explanations', 'nodes')).toEqual([
    { unit: { unitIndex: 4, layer: { name: 'block4' } }, formula: { text: '((boat OR tree) AND sky)' }, iou: 0.7 },
    { unit: { unitIndex: 0, layer: { name: 'block4' } }, formula: { text: '(sky OR water)' }, iou: 0.4 },
  ]);
});

it('finds the neurons that have sky under NOT, and those that do not use it at all', async () => {
  const units = async (where: string) =>
    list(await answerOf(api.url, `{ units(first: 50, where: ${where}) { nodes { unitIndex } } }`), 'units', 'nodes');
  expect(await units('{explanation: {clusterIndex: {eq: 5}, concept: {name: {eq: "sky"}, negated: true}}}')).toEqual([
    { unitIndex: 1 },
  ]);
  expect(await units('{not: {explanation: {concept: {name: {eq: "sky"}}}}}')).toEqual([]);
  expect(await units('{not: {explanation: {clusterIndex: {eq: 5}, concept: {name: {eq: "sky"}}}}}')).toEqual([
    { unitIndex: 2 },
  ]);
});
