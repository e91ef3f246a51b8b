import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type Store } from '@strata/db';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type AskedApi, serveApi } from './support/serve-api.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { startStrata } from './support/strata.ts';
import { ended } from './support/until.ts';

const OUTAGES = 2;
const CLIENTS = 4;

const folder = mkdtempSync(join(tmpdir(), 'strata-outage-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
let store: Store;
let served: AskedApi;
let worker: ChildProcess | undefined;
let done = false;

beforeAll(async () => {
  await writeSmallWorld(probe, { samples: 24 });
  store = await openStore({ home, keepRunning: true });
  const args = [
    'explain',
    '--probe',
    probe,
    '--format',
    'planes',
    '--model',
    MODEL,
    '--layer',
    LAYER,
    '--units',
    '0-3',
  ];
  expect(await ended(startStrata(args, { home }))).toMatchObject({ status: 0 });
  served = await serveApi(store);
});
afterAll(async () => {
  done = true;
  worker?.kill('SIGKILL');
  await served?.api.close();
  await store?.close();
  rmSync(folder, { recursive: true });
});

async function answers(): Promise<boolean> {
  return (await fetch(`${served.api.url}/readyz`)).status === 200;
}

/** Kills the database as a power cut would. */
async function killDatabase(): Promise<void> {
  const { rows } = await store.pool.query("select current_setting('data_directory') as data");
  process.kill(Number(readFileSync(join(rows[0].data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
}

it('a database that is killed under load is started again; errors say so, service recovers, and nothing is lost', async () => {
  const said = new Set<string>();
  let answered = 0;
  const client = async (): Promise<void> => {
    while (!done) {
      const response = await fetch(`${served.api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ explanations(first: 20) { nodes { iou formula { text } unit { unitIndex } } } }"}',
      });
      const { data, errors } = (await response.json()) as {
        data: unknown;
        errors?: { extensions: { code: string } }[];
      };
      for (const { extensions } of errors ?? []) said.add(extensions.code);
      if (data && !errors) answered += 1;
      await sleep(5);
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  const { models, probeDatasets } = await served.ask(
    '{ models(first: 1) { nodes { latestVersion { id } } } probeDatasets(first: 1) { nodes { id } } }',
  );
  const input = {
    modelVersion: models.nodes[0].latestVersion.id,
    probeDataset: probeDatasets.nodes[0].id,
    layer: LAYER,
  };
  const started = await served.ask(
    'mutation($i: StartRunInput!) { startRun(input: $i) { ... on StartRunSuccess { request { id } } } }',
    { i: { ...input, clusters: 4 } },
  );
  worker = startStrata(['worker'], { home });
  const log: unknown[] = [];
  worker.stdout?.resume();
  worker.stderr?.on('data', (data) => log.push(String(data)));
  for (let outage = 0; outage < OUTAGES; outage += 1) {
    await sleep(1_000);
    await killDatabase();
    while (!(await answers())) await sleep(50);
    const before = answered;
    while (answered < before + CLIENTS) await sleep(20);
  }
  const { id } = started.startRun.request;
  const status = async () =>
    (await served.ask('query($id: ID!) { node(id: $id) { ... on RunRequest { status run { unitsDone } } } }', { id }))
      .node;
  const over = async () => !['QUEUED', 'PREPARING', 'RUNNING'].includes((await status()).status);
  await vi.waitUntil(over, { timeout: 120_000, interval: 100 }).catch((error: unknown) => {
    throw new Error(`The run does not end. The worker's log:\n${log.join('')}`, { cause: error });
  });
  expect(await status()).toMatchObject({ status: 'COMPLETED', run: { unitsDone: 64 } });
  done = true;
  await Promise.all(clients);
  expect([...said].filter((code) => code !== 'STORE_UNAVAILABLE')).toEqual([]);
  expect(said.size).toBe(1);
  expect(worker.exitCode).toBeNull();
  worker.kill('SIGTERM');
  await once(worker, 'close');
}, 240_000);
