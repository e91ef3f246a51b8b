import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type Store } from '@strata/db';
import { seedHome } from '@strata/db/testing';
import { createRandom } from '@strata/statistics';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataFolder, killDatabase } from './support/kill-database.ts';
import { type AskedApi, serveApi } from './support/serve-api.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { killStrata, startStrata } from './support/strata.ts';
import { ended, within } from './support/until.ts';

/** Kills of the database in a row; STRATA_TEST_KILLS asks for more, STRATA_TEST_SEED for other moments. */
const KILLS = Number(process.env.STRATA_TEST_KILLS ?? 20);
const SEED = Number(process.env.STRATA_TEST_SEED ?? 1);
const CLIENTS = 4;
/** Share of the kills that do not wait until all is well again after the last. */
const HASTY = 0.3;
const PAUSE_MS_MAX = 2_000;

const DEFECT = /Unhandled|node:events|MaxListeners|\bat .*\.ts:\d+/u;

const folder = mkdtempSync(join(tmpdir(), 'strata-outage-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
let store: Store;
let served: AskedApi;
let data: string;
/** What runs are asked for. */
let world: { readonly modelVersion: string; readonly probeDataset: string; readonly layer: string };
let worker: ChildProcess | undefined;
let done = false;
const clients: Promise<void>[] = [];

beforeAll(async () => {
  await writeSmallWorld(probe, { samples: 24 });
  await seedHome(home);
  store = await openStore({ home, keepRunning: true });
  const inputs = ['--probe', probe, '--format', 'planes', '--model', MODEL, '--layer', LAYER];
  expect(await ended(startStrata(['explain', ...inputs, '--units', '0-3'], { home }))).toMatchObject({ status: 0 });
  served = await serveApi(store);
  const { models, probeDatasets } = await served.ask(
    '{ models(first: 1) { nodes { latestVersion { id } } } probeDatasets(first: 1) { nodes { id } } }',
  );
  const [modelVersion, probeDataset] = [models.nodes[0].latestVersion.id, probeDatasets.nodes[0].id];
  world = { modelVersion, probeDataset, layer: LAYER };
  data = await dataFolder(store);
});
afterAll(async () => {
  done = true;
  await Promise.all(clients);
  if (worker) await killStrata(worker);
  await served?.api.close();
  await store?.close();
  rmSync(folder, { recursive: true });
});

async function isReady(): Promise<boolean> {
  return (await fetch(`${served.api.url}/readyz`)).status === 200;
}

/** What clients were told, as long as they ask. */
interface Heard {
  answered: number;
  readonly codes: Set<string>;
}

async function askOnAndOn(heard: Heard): Promise<void> {
  while (!done) {
    const response = await fetch(`${served.api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ explanations(first: 20) { nodes { iou formula { text } unit { unitIndex } } } }"}',
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
    for (const { extensions } of errors ?? []) heard.codes.add(extensions.code);
    if (data && !errors) heard.answered += 1;
    await sleep(5);
  }
}

/** Starts runs of ever other settings, so that there is always one under way. */
async function keepBusy(isOver: () => boolean): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const input = { ...world, clusters: 2 + (turn % 31), length: 2 + (Math.floor(turn / 31) % 2) };
    const start = 'mutation($i: StartRunInput!) { startRun(input: $i) { __typename } }';
    // While the database is away nothing is started.
    await served.ask(start, { i: input }).catch(() => undefined);
    while (!isOver() && (await openRequests().catch(() => 1)) > 0) await sleep(100);
  }
}

async function openRequests(): Promise<number> {
  const { rows } = await store.pool.query(
    "select count(*)::int as n from run_request where status in ('QUEUED', 'PREPARING', 'RUNNING')",
  );
  return rows[0].n;
}

it(
  'a database that is killed again and again under load is started again; errors say so, service and worker recover, and nothing is lost',
  async () => {
    const random = createRandom(SEED).next;
    const heard: Heard = { answered: 0, codes: new Set() };
    const log: string[] = [];
    for (let i = 0; i < CLIENTS; i += 1) clients.push(askOnAndOn(heard));
    worker = startStrata(['worker'], { home });
    worker.stdout?.resume();
    worker.stderr?.on('data', (text) => log.push(`${new Date().toISOString()} ${text}`));
    let killed = 0;
    const busy = keepBusy(() => killed === KILLS);
    while (killed < KILLS) {
      if (random() >= HASTY) {
        const before = heard.answered;
        await within(async () => (await isReady()) && heard.answered >= before + CLIENTS, 'The API does not recover.');
      }
      await sleep(random() * PAUSE_MS_MAX);
      await killDatabase(data);
      killed += 1;
    }
    await busy;
    await within(isReady, 'The API does not recover.');
    await within(
      async () => (await openRequests().catch(() => 1)) === 0,
      () => `The runs do not end. The worker's log:\n${log.join('')}`,
    );
    const { rows } = await store.pool.query(
      'select q.status, q.error, r.units_done, count(*)::int as n from run_request q left join run r on r.id = q.run_id group by 1, 2, 3',
    );
    expect(rows).toEqual([{ status: 'COMPLETED', error: null, units_done: 64, n: expect.any(Number) }]);
    expect([...heard.codes]).toEqual(['STORE_UNAVAILABLE']);
    expect(worker.exitCode).toBeNull();
    const closed = once(worker, 'close');
    worker.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(log.filter((line) => DEFECT.test(line))).toEqual([]);
  },
  600_000 + KILLS * 60_000,
);

it(
  'a worker that is told to stop ends well, though the database goes down around that moment',
  async () => {
    const random = createRandom(SEED + 1).next;
    let over = false;
    const busy = keepBusy(() => over);
    for (let stop = 0; stop < Math.ceil(KILLS / 4); stop += 1) {
      await within(isReady, 'The API does not recover.');
      worker = startStrata(['worker'], { home });
      const end = ended(worker);
      let said = '';
      worker.stderr?.on('data', (text) => (said += text));
      await within(async () => said.includes('Waiting for runs'), 'The worker does not start.');
      await within(async () => (await lockedJobs().catch(() => 0)) > 0, 'The worker takes no job.');
      const closes = [
        sleep(random() * 150).then(() => worker?.kill('SIGTERM')),
        // What an administrator's restart does: it ends each session with 57P01.
        sleep(random() * 150).then(() => killDatabase(data, 'SIGINT')),
      ];
      await Promise.all(closes);
      expect(await end).toEqual({ status: 0, stderr: expect.not.stringMatching(DEFECT) });
    }
    over = true;
    await busy;
  },
  600_000 + KILLS * 30_000,
);

async function lockedJobs(): Promise<number> {
  const { rows } = await store.pool.query(
    'select count(*)::int as n from graphile_worker.jobs where locked_at is not null',
  );
  return rows[0].n;
}
