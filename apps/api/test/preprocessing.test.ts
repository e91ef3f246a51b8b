import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

const FIELDS = 'preprocessing { width height channelOrder scale mean standardDeviation layout resize }';
const RGB = {
  width: 32,
  height: 24,
  channelOrder: 'rgb',
  scale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  standardDeviation: [0.229, 0.224, 0.225],
  layout: 'nchw',
  resize: 'stretch',
};
const BGR = { ...RGB, channelOrder: 'bgr', scale: 1 };

/** Runs 1 to 4: of layer a with one preprocessing and then another, of layer b with the first, of another version. */
beforeAll(async () => {
  opened = await openSmallStore();
  const units = [{ unit: 0, explanations: [] }];
  const version = { model: 'net', version: 'v1', units };
  await storeRun(opened.store, { ...version, layer: 'a', settings: 'rgb' });
  await storeRun(opened.store, { ...version, layer: 'a', settings: 'bgr' });
  await storeRun(opened.store, { ...version, layer: 'b' });
  await storeRun(opened.store, { ...version, version: 'v2', layer: 'a' });
  for (const [id, fed] of [RGB, BGR, RGB].entries()) {
    await opened.store.pool.query(
      `update run set input_width = $2, input_height = $3, input_channel_order = $4, input_scale = $5, input_mean = $6,
        input_standard_deviation = $7, input_layout = $8, input_resize = $9, layout_request = '{"classTokens": 1}' where id = $1`,
      [id + 1, ...Object.values(fed)],
    );
  }
  api = await startApi({ store: opened.store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const globalId = (type: string, id: number) => Buffer.from(`${type}:${id}`).toString('base64');

async function start(layer: string, { clusters, run }: { clusters: number; run?: number }) {
  const input = {
    modelVersion: globalId('ModelVersion', 1),
    probeDataset: globalId('ProbeDataset', 1),
    layer,
    clusters,
    ...(run !== undefined && { preprocessingOfRun: globalId('Run', run) }),
  };
  const answer = await answerOf(
    api.url,
    `mutation($input: StartRunInput!) { startRun(input: $input) {
      __typename ... on StartRunSuccess { request { id ${FIELDS} } } ... on Problem { message } } }`,
    { input },
  );
  return pick(answer, 'startRun');
}

describe('preprocessing', () => {
  it('of a run is what it was made with, and null where it is not known', async () => {
    const runs = [1, 2, 3, 4].map((id) => globalId('Run', id));
    const query = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Run { ${FIELDS} } } }`;
    expect(pick(await answerOf(api.url, query, { ids: runs }), 'nodes')).toEqual(
      [RGB, BGR, RGB, null].map((preprocessing) => ({ preprocessing })),
    );
  });

  it('of a request is that of the layer’s newest run, else of the version’s, unless a run is named', async () => {
    expect(await start('a', { clusters: 2 })).toMatchObject({ request: { preprocessing: BGR } });
    expect(await start('b', { clusters: 3 })).toMatchObject({ request: { preprocessing: RGB } });
    expect(await start('never explained', { clusters: 4 })).toMatchObject({ request: { preprocessing: RGB } });
    expect(await start('a', { clusters: 5, run: 1 })).toMatchObject({ request: { preprocessing: RGB } });
    const { rows } = await opened.store.pool.query('select layer_name, layout_request from run_request order by id');
    // What was said of a layer's dimensions is said of no other.
    expect(rows.map(({ layout_request: said }) => said)).toEqual([
      { classTokens: 1 },
      { classTokens: 1 },
      null,
      { classTokens: 1 },
    ]);
  });

  it('makes another request of the same settings', async () => {
    expect(pick(await start('a', { clusters: 6 }), '__typename')).toBe('StartRunSuccess');
    expect(pick(await start('a', { clusters: 6, run: 2 }), '__typename')).toBe('AlreadyRequestedProblem');
    expect(pick(await start('a', { clusters: 6, run: 1 }), '__typename')).toBe('StartRunSuccess');
  });

  it('can’t be that of another version’s run', async () => {
    expect(await start('a', { clusters: 7, run: 4 })).toMatchObject({
      __typename: 'UnknownObjectProblem',
      message: expect.stringContaining('a run of this model version'),
    });
    expect(pick(await start('a', { clusters: 7, run: 99 }), '__typename')).toBe('UnknownObjectProblem');
  });

  it('stays with what is retried', async () => {
    const request = await start('a', { clusters: 8, run: 1 });
    await opened.store.pool.query("update run_request set status = 'CANCELLED' where clusters = 8");
    const answer = await answerOf(
      api.url,
      `mutation($id: ID!) { retryRun(input: { id: $id }) { ... on RetryRunSuccess { request { ${FIELDS} } } } }`,
      { id: pick(request, 'request', 'id') },
    );
    expect(pick(answer, 'retryRun')).toEqual({ request: { preprocessing: RGB } });
  });
});
