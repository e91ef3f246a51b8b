import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskedApi, serveApi } from './support/serve-api.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { killStrata, startStrata } from './support/strata.ts';
import { tableRows } from './support/table-rows.ts';
import { ended } from './support/until.ts';

/** Workers killed, two at a time; STRATA_TEST_KILLS asks for more. */
const KILLS = Number(process.env.STRATA_TEST_KILLS ?? 6);
const OTHER_LAYER = '/block3/relu/Relu_output_0';

const folder = mkdtempSync(join(tmpdir(), 'strata-worker-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
const explain = ['explain', '--probe', probe, '--format', 'planes', '--model', MODEL];

let store: Store;
let served: AskedApi;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  await writeSmallWorld(probe, { samples: 24 });
  store = await openSeededStore(home);
  await explained(['--layer', LAYER, '--units', '0-3'], home);
  served = await serveApi(store);
});

afterAll(async () => {
  for (const child of children) await killStrata(child);
  await served?.api.close();
  await store?.close();
  rmSync(folder, { recursive: true });
});

function startWorker(): ChildProcess {
  const child = startStrata(['worker'], { home });
  children.add(child);
  child.stdout?.resume();
  child.stderr?.resume();
  return child;
}

/** Not by waiting for the process in one piece: this one serves the API. */
async function explained(args: readonly string[], at: string): Promise<void> {
  expect(await ended(startStrata([...explain, ...args], { home: at }))).toMatchObject({ status: 0 });
}

async function stop(child: ChildProcess): Promise<number | null> {
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  return code as number | null;
}

const START = `mutation($input: StartRunInput!) { startRun(input: $input) {
  __typename ... on StartRunSuccess { request { id status } } ... on Problem { message } } }`;

async function startRun(
  input: Record<string, unknown>,
): Promise<{ __typename: string; request: { id: string }; message: string }> {
  const { modelVersions, probeDatasets } = await served.ask(
    '{ modelVersions: models(first: 1) { nodes { latestVersion { id } } } probeDatasets(first: 1) { nodes { id } } }',
  );
  const modelVersion = modelVersions.nodes[0].latestVersion.id;
  const whole = { modelVersion, probeDataset: probeDatasets.nodes[0].id, layer: LAYER, ...input };
  return (await served.ask(START, { input: whole })).startRun;
}

const REQUEST =
  'query($id: ID!) { node(id: $id) { ... on RunRequest { status error run { id status unitsDone unitsTotal search clusters } } } }';

const GOING = ['QUEUED', 'PREPARING', 'RUNNING'];

async function hasEnded(id: string): Promise<boolean> {
  return !GOING.includes((await served.ask(REQUEST, { id })).node.status);
}

async function untilEnded(id: string) {
  for (;;) {
    const { node } = await served.ask(REQUEST, { id });
    if (!GOING.includes(node.status)) return node;
    await sleep(50);
  }
}

describe('a run that is started from the API', () => {
  it('of an explained layer with another configuration, and of another layer, is computed by a worker', async () => {
    const first = await startRun({ clusters: 3, length: 2 });
    expect(first).toMatchObject({ __typename: 'StartRunSuccess', request: { status: 'QUEUED' } });
    const again = await startRun({ clusters: 3, length: 2 });
    expect(again.__typename).toBe('AlreadyRequestedProblem');
    const second = await startRun({ layer: OTHER_LAYER, length: 1 });
    const worker = startWorker();
    expect(await untilEnded(first.request.id)).toMatchObject({
      status: 'COMPLETED',
      run: { status: 'COMPLETED', unitsDone: 64, unitsTotal: 64, clusters: 3 },
    });
    expect(await untilEnded(second.request.id)).toMatchObject({ status: 'COMPLETED', error: null });
    expect(await stop(worker)).toBe(0);
  });

  it('has the rows that the command line writes, though its workers were killed at any moment', async () => {
    const asked: { id: string; clusters: number }[] = [];
    for (let killed = 0; killed < KILLS; ) {
      const last = asked.at(-1);
      if (last === undefined || (await hasEnded(last.id))) {
        // Done before enough were killed: another one, so that every kill meets a run that is not done.
        const clusters = (last?.clusters ?? 3) + 1;
        asked.push({ id: (await startRun({ clusters })).request.id, clusters });
      }
      const [one, two] = [startWorker(), startWorker()];
      await sleep(300 + Math.random() * 3_000);
      if (!(await hasEnded(asked.at(-1)?.id ?? ''))) killed += 2;
      for (const child of [one, two]) await killStrata(child);
    }
    const worker = startWorker();
    for (const { id } of asked) expect(await untilEnded(id)).toMatchObject({ status: 'COMPLETED' });
    // Nor does a job stay that was added anew while a worker that was killed held it.
    while ((await store.pool.query('select from graphile_worker.jobs')).rowCount !== 0) await sleep(50);
    await stop(worker);

    const other = join(folder, 'other home');
    const whole = await openSeededStore(other);
    await explained(['--layer', LAYER, '--units', '0-3'], other);
    for (const args of [
      ['--layer', LAYER, '--clusters', '3', '--length', '2'],
      ['--layer', OTHER_LAYER, '--length', '1'],
      ...asked.map(({ clusters }) => ['--layer', LAYER, '--clusters', String(clusters)]),
    ])
      await explained(args, other);
    expect(await tableRows(store)).toEqual(await tableRows(whole));
    await whole.close();
  }, 3_600_000);

  it('keeps its jobs with the worker that lives, however long they take', async () => {
    const holder = await store.pool.connect();
    await holder.query('begin');
    await holder.query('lock table unit_run in exclusive mode');
    const { request } = await startRun({ clusters: 9, length: 1 });
    const workers = [startWorker(), startWorker()];
    try {
      // Many times as long as a worker has to show that it is alive.
      const long =
        "select attempts from graphile_worker.jobs where task_identifier = 'strata_explain_units' and locked_at < now() - interval '10 s'";
      // The first worker makes the queue's tables.
      const held = () => store.pool.query(long).catch(() => ({ rows: [] }));
      while ((await held()).rows.length === 0) await sleep(50);
      const { rows } = await store.pool.query('select max(attempts) as attempts from graphile_worker.jobs');
      expect(rows).toEqual([{ attempts: 1 }]);
    } finally {
      // A test that fails holds up no other.
      await holder.query('rollback');
      holder.release();
    }
    expect(await untilEnded(request.id)).toMatchObject({ status: 'COMPLETED' });
    for (const worker of workers) await stop(worker);
  });

  it('is stopped by cancelling and goes on by retrying', async () => {
    const { request } = await startRun({ length: 3, beam: 50, clusters: 7, search: 'BEAM' });
    const worker = startWorker();
    while ((await served.ask(REQUEST, { id: request.id })).node.run?.unitsDone === undefined) await sleep(20);
    const cancelled = await served.ask(
      `mutation($id: ID!) { cancelRun(input: { id: $id }) { __typename ... on CancelRunSuccess { request { status run { id status } } } } }`,
      { id: request.id },
    );
    expect(cancelled.cancelRun).toMatchObject({ request: { status: 'CANCELLED', run: { status: 'INTERRUPTED' } } });
    const retried = await served.ask(
      `mutation($id: ID!) { retryRun(input: { id: $id }) { __typename ... on RetryRunSuccess { request { id } } } }`,
      { id: cancelled.cancelRun.request.run.id },
    );
    const ended = await untilEnded(retried.retryRun.request.id);
    expect(ended).toMatchObject({
      status: 'COMPLETED',
      run: { id: cancelled.cancelRun.request.run.id, unitsDone: 64 },
    });
    await stop(worker);
  });

  it('that can’t be made fails with the reason, and the worker lives on', async () => {
    const worker = startWorker();
    const nothing = await startRun({ layer: '/no/such/layer' });
    expect(await untilEnded(nothing.request.id)).toMatchObject({
      status: 'FAILED',
      error: expect.stringContaining('/no/such/layer'),
    });
    const category = await startRun({ categories: ['nothing'] });
    expect(await untilEnded(category.request.id)).toMatchObject({
      status: 'FAILED',
      error: expect.stringContaining('nothing'),
    });
    expect(worker.exitCode).toBeNull();
    await stop(worker);
  });

  it('waits, and says for what, while no worker knows where its inputs lie', async () => {
    const registry = join(home, 'registry');
    renameSync(registry, `${registry} away`);
    const worker = startWorker();
    const { request } = await startRun({ clusters: 2 });
    const notes = () => store.pool.query(`select message from run_event where kind = 'NOTE'`);
    while ((await notes()).rows.length === 0) await sleep(50);
    expect((await notes()).rows[0].message).toMatch(
      /does not know where the dataset of sha256 \w{12}… lies.*Trying again/,
    );
    renameSync(`${registry} away`, registry);
    expect(await untilEnded(request.id)).toMatchObject({ status: 'COMPLETED' });
    await stop(worker);
  });
});
