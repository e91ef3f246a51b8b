import { createApiKey, writeClassAnalysis, writeCollection, writeErrorAnalysis } from '@strata/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
let key: string;

const question = { className: null, predictedName: null };
const slice = {
  ...{ formula: '(boat AND NOT night)', score: 12.5, selectedCount: 40, selectedWrong: 30 },
  ...{ unitCount: 200, unitsWrong: 45, p: 0.005, verdict: 'FOUND' as const },
};

beforeAll(async () => {
  opened = await openSmallStore();
  const { store } = opened;
  await storeRun(store, {
    ...{ model: 'net', version: 'v', layer: 'conv' },
    units: [{ unit: 7, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }],
  });
  const { rows } = await store.pool.query(`select (select id from model_version)::int as version,
    (select id from probe_dataset)::int as dataset, (select id from sample order by id limit 1)::int as sample,
    (select id from cluster limit 1)::int as cluster`);
  const [{ version, dataset, sample, cluster }] = rows;
  const counts = { imageCount: 200, imagesWrong: 45, isGrouped: false, unitCount: 200, unitsWrong: 45 };
  const common = { modelVersionId: version, probeDatasetId: dataset, conceptCount: 9, permutations: 200, seed: 1 };
  const shown = sample === null ? [] : [{ sampleId: sample, isWrong: true }];
  const range = {
    ...{ clusterId: cluster, intervention: 'ZERO' as const, firesMore: 0.8, p: 0.001, q: 0.01 },
    ...{ wrongCount: 20, mended: 9, controlMended: 1, bothMended: 1, rightCount: 80, broken: 1, controlBroken: 1 },
    ...{ bothBroken: 0, effect: 0.4, effectLower: 0.2, effectUpper: 0.6, effectQ: 0.004, role: 'CAUSE' as const },
  };
  const slices = [{ ...slice, samples: shown }];
  const goesWith = { ...range, intervention: 'MEAN' as const, effect: 0.5, role: 'GOES_WITH' as const };
  // Asked twice: the second answer stands. And a class with too few errors.
  await writeErrorAnalysis(store, { ...common, ...counts, ...question, errorsNeeded: null, slices: [], ranges: [] });
  await writeErrorAnalysis(store, {
    ...{ ...common, ...counts, ...question, className: 'boat', errorsNeeded: 10 },
    ...{ slices: [], ranges: [] },
  });
  await writeErrorAnalysis(store, {
    ...{ ...common, ...counts, ...question, errorsNeeded: null },
    ...{ slices, ranges: [goesWith, range] },
  });
  const none = { mended: 0, mendedLower: 0, mendedUpper: 0, testedCount: 0, curve: [], q: 1, samples: [] };
  const pair = { ...none, dataCount: 2, selectedCount: 9, selectedWrong: 4, verdict: 'TOO_FEW_ERRORS' as const };
  const answer = {
    ...{ modelVersionId: version, probeDatasetId: dataset, layerName: 'conv', learntSplit: null, dataCount: 200 },
    ...{ ...counts, pairsTried: 3, seed: 1, errorsNeeded: null },
  };
  await writeCollection(store, { ...answer, pairs: [] });
  await writeCollection(store, {
    ...answer,
    pairs: [{ ...pair, first: 'boat', firstKind: 'CONCEPT', second: 'sea', secondKind: 'CLASS' }],
  });
  const { rows: runs } = await store.pool.query('select run_id::int as id from cluster where id = $1', [cluster]);
  const carried = {
    ...range,
    className: 'sea',
    takenFor: 'sky',
    takenForCount: 3,
    effect: 0.3,
    role: 'CARRIES' as const,
  };
  const {
    intervention: _,
    p: __,
    wrongCount: ___,
    mended: ____,
    controlMended: _____,
    bothMended: ______,
    ...own
  } = carried;
  await writeClassAnalysis(store, {
    ...{ runId: runs[0].id, imageCount: 200, seed: 1, ranges: [own] },
    predictions: [{ className: 'sea', predictedName: 'sky', imageCount: 5 }],
  });
  key = (await createApiKey(store, { role: 'VIEWER', name: 'reader' })).text;
  api = await startApi({ store, port: 0, open: false });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

it('gives the newest answer to each question, the widest first, with slices in order and causes before all else', async () => {
  const query = `{ modelVersion(model: "net", label: "v") { errors { className errorsNeeded imagesWrong
    slices { position formula verdict selectedWrong samples { isWrong } }
    ranges { role intervention mended controlMended cluster { clusterIndex unit { unitIndex } } } } } }`;
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    data: { modelVersion: { errors: { className: string | null }[] } };
    errors?: unknown;
  };
  expect(errors).toBeUndefined();
  const [all, boats, ...more] = data.modelVersion.errors;
  expect(more).toEqual([]);
  expect(boats).toMatchObject({ className: 'boat', errorsNeeded: 10, slices: [], ranges: [] });
  expect(all).toMatchObject({ className: null, errorsNeeded: null, imagesWrong: 45 });
  expect(all).toMatchObject({
    slices: [{ position: 1, formula: '(boat AND NOT night)', verdict: 'FOUND', selectedWrong: 30 }],
    ranges: [
      { role: 'CAUSE', intervention: 'ZERO', mended: 9, cluster: { clusterIndex: 1, unit: { unitIndex: 7 } } },
      { role: 'GOES_WITH', intervention: 'MEAN' },
    ],
  });
});

it('gives what to collect, the newest answer alone, and what carries a class', async () => {
  const query = `{ modelVersion(model: "net", label: "v") {
    collections { learntSplit dataCount pairs { position first secondKind verdict curve { added } samples { role } } }
    classAnalyses { layerName predictions { className predictedName imageCount }
      ranges(className: "sea") { role broken takenFor cluster { clusterIndex } } }
    other: classAnalyses { ranges(className: "sky") { role } } } }`;
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  });
  const { data } = await response.json();
  const shown = { position: 1, first: 'boat', secondKind: 'CLASS', verdict: 'TOO_FEW_ERRORS', curve: [], samples: [] };
  expect(data.modelVersion).toEqual({
    collections: [{ learntSplit: null, dataCount: 200, pairs: [shown] }],
    classAnalyses: [
      {
        layerName: 'conv',
        predictions: [{ className: 'sea', predictedName: 'sky', imageCount: 5 }],
        ranges: [{ role: 'CARRIES', broken: 1, takenFor: 'sky', cluster: { clusterIndex: 1 } }],
      },
    ],
    other: [{ ranges: [] }],
  });
});
