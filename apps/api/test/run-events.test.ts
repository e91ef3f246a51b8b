import { writeRunEvent } from '@strata/db';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

const EVENTS =
  'subscription($after: String, $run: ID) { runEvents(after: $after, run: $run) { cursor kind status unitsDone unitsTotal run { status unitsDone } } }';
let opened: OpenedStore;
let api: RunningApi;

beforeAll(async () => {
  opened = await openSmallStore();
  api = await startApi({ store: opened.store, port: 0 });
});
afterAll(async () => {
  await api?.close();
  await opened?.close();
});

interface Message {
  readonly id: number;
  readonly data: { runEvents: { cursor: string; kind: string; status: string | null; unitsDone: number | null } };
}

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify(body),
  });

/** Reads a stream's messages, as a browser does, until so many have come. */
async function read(response: Response, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  let text = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader && messages.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const found = /^id: (\d+)\nevent: next\ndata: (.*)$/.exec(part);
      if (found) messages.push({ id: Number(found[1]), ...JSON.parse(found[2] ?? '') });
    }
  }
  await reader?.cancel();
  return messages;
}

describe('run events', () => {
  it('tell what a run of the command line does, from its beginning to its end', async () => {
    const units = [0, 1].map((unit) => ({ unit, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }));
    await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units });
    await storeRun(opened.store, {
      model: 'net',
      version: 'v1',
      layer: 'conv',
      units,
      settings: 'other',
      end: 'failed',
    });
    const messages = await read(await post({ query: EVENTS, variables: { after: '0' } }), 8);
    expect(messages.map(({ data: { runEvents } }) => [runEvents.kind, runEvents.status, runEvents.unitsDone])).toEqual([
      ['STATUS', 'RUNNING', 0],
      ['PROGRESS', null, 1],
      ['PROGRESS', null, 2],
      ['STATUS', 'COMPLETED', null],
      ['STATUS', 'RUNNING', 0],
      ['PROGRESS', null, 1],
      ['PROGRESS', null, 2],
      ['STATUS', 'FAILED', null],
    ]);
    expect(messages[0]).toMatchObject({ data: { runEvents: { run: { status: 'COMPLETED', unitsDone: 2 } } } });
    const run = Buffer.from('Run:2').toString('base64');
    const ofRun = await read(await post({ query: EVENTS, variables: { after: '0', run } }), 4);
    expect(ofRun).toEqual(messages.slice(4));
  });

  it('reach a reader who loses the connection again and again each once and in order, whoever writes at once', async () => {
    const { rows } = await opened.store.pool.query('select max(id)::int as last from run_event');
    const before: number = rows[0].last;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let at = 0; at < 60; at += 1) {
        await writeRunEvent(opened.store, { runId: 1, kind: 'NOTE', message: `${writer} ${at}` });
      }
    });
    const seen: number[] = [];
    while (seen.length < 240) {
      const last = { 'last-event-id': String(seen.at(-1) ?? before) };
      const messages = await read(
        await post({ query: EVENTS }, last),
        Math.min(240 - seen.length, 1 + Math.floor(Math.random() * 20)),
      );
      seen.push(...messages.map(({ id }) => id));
    }
    await Promise.all(writers);
    const { rows: written } = await opened.store.pool.query('select id::int from run_event where id > $1 order by id', [
      before,
    ]);
    expect(seen).toEqual(written.map(({ id }) => id));
  });

  it('go on after the listening connection was cut', async () => {
    const response = await post({ query: EVENTS });
    const messages = read(response, 2);
    const listening = () =>
      opened.store.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'strata events' and query ilike 'listen%'`,
      );
    const events = async () => (await opened.store.pool.query('select count(*)::int as n from run_event')).rows[0].n;
    while ((await listening()).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = await events();
    await writeRunEvent(opened.store, { runId: 1, kind: 'NOTE', message: 'while nobody listens' });
    await writeRunEvent(opened.store, { runId: 1, kind: 'NOTE', message: 'and another' });
    expect(await events()).toBe(before + 2);
    expect(await messages).toHaveLength(2);
  });

  it('are read by a client of the protocol', async () => {
    const client = createClient({ url: `${api.url}/graphql` });
    const iterator = client.iterate<Message['data']>({ query: EVENTS, variables: { after: '0' } });
    const { value } = await iterator.next();
    expect(value).toMatchObject({
      data: { runEvents: { cursor: expect.any(String), kind: 'STATUS', status: 'RUNNING' } },
    });
    await iterator.return?.();
    client.dispose();
  });

  it.each([
    ['a query', { query: '{ __typename }' }, 'BAD_REQUEST'],
    ['a mutation', { query: 'mutation { cancelRun(input: { id: "UnVuOjE=" }) { __typename } }' }, 'BAD_REQUEST'],
    ['no document', {}, 'BAD_REQUEST'],
    ['a field that is none', { query: 'subscription { no }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a text that is no document', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
    ['too many tokens', { query: `subscription { ${'__typename '.repeat(5000)} }` }, 'GRAPHQL_PARSE_FAILED'],
    ['a cursor that is none', { query: EVENTS, variables: { after: 'x' } }, 'BAD_USER_INPUT'],
    ['an id of something else', { query: EVENTS, variables: { run: 'TW9kZWw6MQ==' } }, 'BAD_USER_INPUT'],
  ])('are not begun for %s', async (_, body, code) => {
    const response = await post(body);
    expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([400, code]);
  });

  it('are not answered as plain JSON', async () => {
    const response = await post({ query: EVENTS }, { accept: 'application/json' });
    expect((await response.json()).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('end with the server, which does not wait for their readers', async () => {
    const other = await startApi({ store: opened.store, port: 0 });
    const response = await fetch(`${other.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: EVENTS }),
    });
    const text = response.text();
    await other.close();
    expect(await text).toMatch(/event: complete\ndata:\n\n$/);
  });
});
