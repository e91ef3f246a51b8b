import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_FLAGS } from '@strata/compute/engine';
import { openStore, type Store } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from './support/free-port.ts';
import { engineReports, reportingTo } from './support/report-engine.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { killStrata, runStrata, startStrata } from './support/strata.ts';
import { ended } from './support/until.ts';

/** The API has eight connections. */
const REQUESTS = 4;
const MODEL_NAME = 'a secret network';

const folder = mkdtempSync(join(tmpdir(), 'strata-serve-whole-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
const engines = join(folder, 'engines');
const explain = [
  'explain',
  '--model-name',
  MODEL_NAME,
  '--probe',
  probe,
  '--format',
  'planes',
  '--model',
  MODEL,
  '--layer',
  LAYER,
];
let key: string;
let viewer: string;
let child: ChildProcess;
let said = '';
let dashboard: string;
let api: string;

/* `strata serve` as a company runs it: keys are asked for; API, dashboard and a worker come with it. */
beforeAll(async () => {
  await writeSmallWorld(probe, { samples: 24 });
  expect(await ended(startStrata([...explain, '--units', '0-3'], { home }))).toMatchObject({ status: 0 });
  key = made('admin');
  viewer = made('viewer');
  const [port, apiPort] = [String(await freePort()), String(await freePort())];
  mkdirSync(engines);
  const env = reportingTo(engines);
  child = startStrata(['serve', '--port', port, '--api-port', apiPort, '--log', 'info'], { home, env });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += String(data)));
  await vi.waitUntil(() => said.includes('Strata is ready') || child.exitCode !== null, { timeout: 300_000 });
  [dashboard, api] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${apiPort}`];
});

afterAll(async () => {
  if (child) await killStrata(child);
  rmSync(folder, { recursive: true });
});

function made(role: string): string {
  return runStrata(['key', 'create', '--role', role, '--name', role], { home }).stdout.trim();
}

async function ask(query: string, { as, variables }: { as?: string; variables?: Record<string, unknown> } = {}) {
  const response = await fetch(`${api}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(as ? { authorization: `Bearer ${as}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, answer: await response.json() };
}

const START =
  'mutation($i: StartRunInput!) { startRun(input: $i) { __typename ... on StartRunSuccess { request { id } } } }';

async function startRun(as: string) {
  const { answer } = await ask(
    '{ models(first: 1) { nodes { latestVersion { id } } } probeDatasets(first: 1) { nodes { id } } }',
    { as },
  );
  const { models, probeDatasets } = answer.data;
  const [modelVersion, probeDataset] = [models.nodes[0].latestVersion.id, probeDatasets.nodes[0].id];
  return ask(START, { as, variables: { i: { modelVersion, probeDataset, layer: LAYER, clusters: 2 } } });
}

describe('strata serve', () => {
  it('answers nobody without a key, and anybody who asks whether it lives', async () => {
    expect((await ask('{ models(first: 1) { nodes { name } } }')).status).toBe(401);
    expect((await ask('{ models(first: 1) { nodes { name } } }', { as: `${key}x` })).status).toBe(401);
    for (const path of ['healthz', 'readyz']) expect((await fetch(`${api}/${path}`)).status).toBe(200);
    const page = await (await fetch(dashboard)).text();
    expect(page).toContain('data-trouble="sign-in"');
    expect(page).not.toContain(MODEL_NAME);
  });

  it('runs itself, its worker and its pages so that the engine keeps numbers apart', async () => {
    for (const named of [/main\.ts serve/u, /main\.ts worker/u, /next/u]) {
      const reports = () => engineReports(engines).filter(({ program }) => named.test(program.join(' ')));
      await vi.waitUntil(() => reports().length > 0, { timeout: 300_000 });
      expect(reports().map(({ flags }) => flags)).toEqual([expect.arrayContaining([...ENGINE_FLAGS])]);
    }
  });

  it('computes what an admin starts, with the worker that it brings, and nothing for a viewer', async () => {
    const refused = await startRun(viewer);
    expect(refused.answer.errors?.[0].extensions.code ?? refused.answer.data.startRun.__typename).toMatch(/FORBIDDEN/i);
    const { answer } = await startRun(key);
    const { id } = answer.data.startRun.request;
    const status = async () =>
      (
        await ask('query($id: ID!) { node(id: $id) { ... on RunRequest { status run { unitsDone } } } }', {
          as: key,
          variables: { id },
        })
      ).answer.data.node;
    await vi.waitUntil(async () => !['QUEUED', 'PREPARING', 'RUNNING'].includes((await status()).status), {
      timeout: 300_000,
      interval: 100,
    });
    expect(await status()).toMatchObject({ status: 'COMPLETED', run: { unitsDone: 64 } });
  });

  it('finishes the answers under way when it is stopped, ends its worker, and says so once', async () => {
    const store = await openStore({ home });
    const holder = await store.pool.connect();
    await holder.query('begin; lock table explanation in access exclusive mode');
    const asked = Array.from({ length: REQUESTS }, () =>
      ask('{ explanations(first: 9) { nodes { id } } }', { as: key }),
    );
    await vi.waitUntil(async () => (await waiting(store)) >= REQUESTS, { timeout: 300_000 });
    child.kill('SIGTERM');
    const gone = once(child, 'close');
    await vi.waitUntil(
      () =>
        fetch(`${api}/healthz`).then(
          () => false,
          () => true,
        ),
      { timeout: 300_000 },
    );
    await holder.query('commit');
    for (const { status, answer } of await Promise.all(asked)) {
      expect(status).toBe(200);
      expect(answer.data.explanations.nodes).toHaveLength(9);
    }
    expect((await gone)[0]).toBe(0);
    expect(said.match(/Stopping after what is under way/gu)).toHaveLength(1);
    // A line for each request, and no key's secret in any.
    expect(said).toContain('"name":"strata-api"');
    for (const one of [key, viewer]) expect(said).not.toContain(one.split('_').slice(2).join('_'));
    await expect(fetch(dashboard)).rejects.toThrow();
    expect(() => process.kill(-(child.pid as number), 0)).toThrow('ESRCH');
    holder.release();
    await store.close();
  });
});

/** How many statements of the API wait for a lock. */
async function waiting({ pool }: Store): Promise<number> {
  const { rows } = await pool.query(
    "select count(*)::int as n from pg_stat_activity where application_name = 'strata api' and wait_event_type = 'Lock'",
  );
  return rows[0].n;
}
