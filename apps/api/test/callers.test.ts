import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createApiKey, revokeApiKey } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
beforeAll(async () => {
  opened = await openSmallStore();
  const units = [{ unit: 0, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }];
  await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units });
  api = await startApi({ store: opened.store, port: 0, open: false, logLevel: 'silent' });
});
afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const newKey = async (name: string) => createApiKey(opened.store, { role: 'VIEWER', name });
const MODELS = '{ models(first: 1) { nodes { name } } }';

interface Sent {
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}
function send(query: string, { key, headers = {}, signal }: Sent, url = api.url): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }), ...headers },
    body: JSON.stringify({ query }),
    signal: signal ?? null,
  });
}

const openStream = (key: string, signal?: AbortSignal) =>
  send('subscription { runEvents { cursor } }', {
    key,
    headers: { accept: 'text/event-stream' },
    ...(signal && { signal }),
  });

/** Statements of the API that wait for the lock of `holdModels`. */
async function waitingStatements(): Promise<number> {
  const { rows } = await opened.store.pool.query(
    `select count(*)::int as n from pg_stat_activity where application_name = 'strata api' and wait_event_type = 'Lock'`,
  );
  return rows[0].n;
}

/** Keeps every statement about models waiting until it is let go. */
async function holdModels(): Promise<() => Promise<void>> {
  const client = await opened.store.pool.connect();
  await client.query('begin; lock table model in access exclusive mode');
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('one caller', () => {
  it('holds no more connections than its share, so that another is answered', async () => {
    const { text: greedy } = await newKey('greedy');
    const { text: other } = await newKey('other');
    const letGo = await holdModels();
    const asked = Array.from({ length: 12 }, () => send(MODELS, { key: greedy }));
    await until(async () => (await waitingStatements()) === 4);
    const answer = await send('{ probeDatasets(first: 1) { nodes { name } } }', { key: other });
    expect(await answer.json()).toEqual({ data: { probeDatasets: { nodes: [{ name: 'small' }] } } });
    expect(await waitingStatements()).toBe(4);
    await letGo();
    for (const response of await Promise.all(asked)) expect((await response.json()).errors).toBeUndefined();
  });

  it('has a few questions answered at once, and what waits is answered in turn', async () => {
    const { text: key } = await newKey('many questions');
    const letGo = await holdModels();
    const asked = Array.from({ length: 6 }, () => send(MODELS, { key }));
    await until(async () => (await waitingStatements()) === 4);
    let answered = false;
    const quick = send('{ __typename }', { key }).then((response) => {
      answered = true;
      return response.json();
    });
    // Another's come in meanwhile.
    const { text: other } = await newKey('in between');
    expect((await send('{ __typename }', { key: other })).status).toBe(200);
    expect(answered).toBe(false);
    await letGo();
    expect(await quick).toEqual({ data: { __typename: 'Query' } });
    for (const response of await Promise.all(asked)) expect(response.status).toBe(200);
  });

  it('who leaves takes its statements along', async () => {
    const { text: key } = await newKey('leaving');
    const letGo = await holdModels();
    const left = new AbortController();
    const asked = Array.from({ length: 6 }, () => send(MODELS, { key, signal: left.signal }).catch(() => null));
    await until(async () => (await waitingStatements()) === 4);
    left.abort();
    await Promise.all(asked);
    // Neither those that waited for the database nor those that waited for their turn are left.
    await until(async () => (await waitingStatements()) === 0);
    await letGo();
    expect(await (await send(MODELS, { key })).json()).toEqual({ data: { models: { nodes: [{ name: 'net' }] } } });
  });

  it('opens no more streams than its share, so that another follows, too', async () => {
    const { text: greedy } = await newKey('many streams');
    const { text: other } = await newKey('one stream');
    const left = new AbortController();
    const opens = await Promise.all(Array.from({ length: 24 }, () => openStream(greedy, left.signal)));
    expect(opens.map(({ status }) => status).sort()).toEqual([...Array(20).fill(200), ...Array(4).fill(503)]);
    expect((await openStream(other, left.signal)).status).toBe(200);
    left.abort();
  });
});

describe('a stream', () => {
  it('ends at once when its key is revoked, and no other does', async () => {
    const { text, row } = await newKey('revoked');
    const { text: kept } = await newKey('kept');
    const left = new AbortController();
    const [ending, staying] = await Promise.all([openStream(text), openStream(kept, left.signal)]);
    await revokeApiKey(opened.store, row.lookup);
    expect(await ending.text()).toContain('event: complete');
    const reader = staying.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    left.abort();
  });

  it('ends at once when its session is signed out, also while the database is away', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'strata-safelist-'));
    const safelistPath = path.join(folder, 'documents.json');
    const id = `sha256:${'c'.repeat(64)}`;
    await writeFile(safelistPath, JSON.stringify({ [id]: 'subscription { runEvents { cursor } }' }));
    const own = await startApi({ store: opened.store, port: 0, open: false, safelistPath, logLevel: 'silent' });
    const signIn = async () => {
      const { text } = await newKey('browser');
      const body = JSON.stringify({ key: text });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${own.url}/session`, { method: 'POST', headers, body });
      return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
    };
    const follow = (session: { cookie: string }) =>
      fetch(`${own.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...session },
        body: JSON.stringify({ documentId: id }),
      });
    const signOut = (headers: { cookie: string }) => fetch(`${own.url}/session`, { method: 'DELETE', headers });

    const session = await signIn();
    expect((await fetch(`${own.url}/metrics`, { headers: session })).status).toBe(403);
    const stream = await follow(session);
    expect((await signOut(session)).status).toBe(204);
    expect(await stream.text()).toContain('event: complete');

    const other = await signIn();
    const left = await follow(other);
    await opened.store.pool.query('alter table session rename to session_away');
    expect((await signOut(other)).status).toBe(500);
    expect(await left.text()).toContain('event: complete');
    await opened.store.pool.query('alter table session_away rename to session');
    // The database could not be told, but this process was.
    expect((await follow(other)).status).toBe(401);
    await own.close();
    await rm(folder, { recursive: true });
  });

  it('ends when nobody can say whether its key still works', async () => {
    const { text } = await newKey('unknown');
    const stream = await openStream(text);
    // The listening connection is cut and keys can't be read: as with a database that went away.
    await opened.store.pool.query('alter table api_key rename to api_key_away');
    await opened.store.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'strata events'`,
    );
    expect(await stream.text()).toContain('event: complete');
    await opened.store.pool.query('alter table api_key_away rename to api_key');
  });
});

describe('callers without a working key', () => {
  it('are limited, and those with one at the same address are not', async () => {
    const own = await startApi({ store: opened.store, port: 0, open: false, logLevel: 'silent' });
    const { text: key } = await newKey('known');
    expect((await send(MODELS, { key }, own.url)).status).toBe(200);
    const statuses = new Set<number>();
    // Many at once: one after the other they may come no faster than they are let in, where the machine is busy.
    for (let first = 0; first < 480; first += 40) {
      const asked = Array.from({ length: 40 }, (_, place) => {
        const at = String(first + place).padStart(3, '0');
        return send(MODELS, place % 2 === 0 ? {} : { key: `strata_0123456789abcdef_${'A'.repeat(40)}${at}` }, own.url);
      });
      for (const { status } of await Promise.all(asked)) statuses.add(status);
    }
    expect([...statuses].sort()).toEqual([401, 429]);
    expect((await send(MODELS, { key }, own.url)).status).toBe(200);
    await own.close();
  });

  it('are told apart by a trusted proxy, and by nobody else', async () => {
    const limit = { open: false, logLevel: 'silent', rateLimit: { burst: 1, perSecond: 0.001 } } as const;
    const from = async (url: string, ip: string) => {
      const response = await fetch(`${url}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': ip },
        body: '{"key":"strata_no"}',
      });
      return response.status;
    };
    const behind = await startApi({ store: opened.store, port: 0, ...limit, trustedProxies: 'loopback' });
    expect([await from(behind.url, '192.0.2.1'), await from(behind.url, '192.0.2.2')]).toEqual([401, 401]);
    expect([await from(behind.url, '2001:db8::1'), await from(behind.url, '2001:db8::2')]).toEqual([401, 429]);
    await behind.close();
    const bare = await startApi({ store: opened.store, port: 0, ...limit });
    expect([await from(bare.url, '192.0.2.1'), await from(bare.url, '192.0.2.2')]).toEqual([401, 429]);
    await bare.close();
  });
});
