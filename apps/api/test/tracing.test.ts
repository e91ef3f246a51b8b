import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

interface Received {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { key: string; value: { stringValue?: string; intValue?: number } }[];
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Received['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly Received[] }[];
  }[];
}

let opened: OpenedStore;
let collector: Server;
let endpoint: string;
let texts: string[] = [];

beforeAll(async () => {
  opened = await openSmallStore();
  const units = [{ unit: 0, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }];
  await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units });
  collector = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      if (request.url === '/v1/traces') texts.push(text);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((ready) => collector.listen(0, '127.0.0.1', ready));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});

afterAll(async () => {
  collector?.close();
  collector?.closeAllConnections();
  await opened?.close();
});

async function post(api: RunningApi, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** The spans that a server sent to the collector, complete when it has stopped. */
async function spansOf(use: (api: RunningApi) => Promise<unknown>): Promise<Received[]> {
  texts = [];
  const api = await startApi({ store: opened.store, port: 0, logLevel: 'silent', otlpEndpoint: endpoint });
  await use(api);
  await api.close();
  return texts
    .map((text) => JSON.parse(text) as Export)
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}

const attribute = ({ attributes }: Pick<Received, 'attributes'>, name: string) => {
  const value = attributes.find(({ key }) => key === name)?.value;
  return value?.stringValue ?? value?.intValue;
};

const PARENT = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' };

describe('traces', () => {
  it('have a span of the request, in it the named operation, in that its statements, below the caller’s own', async () => {
    const spans = await spansOf((api) =>
      post(
        api,
        { query: 'query Mine($n: String!) { model(name: $n) { name } }', variables: { n: 'secret net' } },
        { traceparent: `00-${PARENT.trace}-${PARENT.span}-01`, 'x-request-id': 'mine-1' },
      ),
    );
    const [request] = spans.filter(({ name }) => name === 'POST /graphql');
    const [operation] = spans.filter(({ name }) => name === 'query Mine');
    const statements = spans.filter(({ name }) => name === 'SELECT');
    expect(request).toMatchObject({ traceId: PARENT.trace, parentSpanId: PARENT.span, kind: 2 });
    expect(attribute(request as Received, 'http.response.status_code')).toBe(200);
    expect(attribute(request as Received, 'strata.request_id')).toBe('mine-1');
    expect(operation).toMatchObject({ traceId: PARENT.trace, parentSpanId: request?.spanId });
    expect(attribute(operation as Received, 'graphql.operation.name')).toBe('Mine');
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({ traceId: PARENT.trace, parentSpanId: operation?.spanId, kind: 3 });
    expect(attribute(statements[0] as Received, 'db.query.text')).toMatch(/from "model" where/);
    expect(spans).toHaveLength(3);
    expect(texts.join()).not.toContain('secret net');
    expect(texts.join()).toContain('strata-api');
  });

  it('keep requests at once apart, each with its own statements', async () => {
    const query = (name: string) =>
      `query ${name} { models(first: 1) { nodes { versions(first: 1) { nodes { label } } } } }`;
    const names = Array.from({ length: 12 }, (_, at) => `Q${at}`);
    const spans = await spansOf((api) => Promise.all(names.map((name) => post(api, { query: query(name) }))));
    for (const name of names) {
      const operation = spans.find((span) => span.name === `query ${name}`);
      const below = spans.filter(({ parentSpanId }) => parentSpanId === operation?.spanId);
      expect(below.map(({ name, traceId }) => [name, traceId])).toEqual(
        Array.from({ length: 2 }, () => ['SELECT', operation?.traceId]),
      );
    }
  });

  it('say of a mutation what is written inside its transaction, and that an operation failed', async () => {
    const spans = await spansOf(async (api) => {
      await post(api, { query: 'mutation Stop { cancelRun(input: { id: "UnVuOjk5" }) { __typename } }' });
      await post(api, { query: 'query Bad { units(first: 0) { nodes { id } } }' });
    });
    const [mutation] = spans.filter(({ name }) => name === 'mutation Stop');
    const written = spans.filter(({ parentSpanId }) => parentSpanId === mutation?.spanId).map(({ name }) => name);
    expect(written).toEqual(expect.arrayContaining(['INSERT', 'UPDATE']));
    expect(spans.find(({ name }) => name === 'query Bad')?.status.code).toBe(2);
  });

  it('are not made of what machines ask every few seconds', async () => {
    const spans = await spansOf(async (api) => {
      for (const place of ['healthz', 'readyz', 'metrics']) await fetch(`${api.url}/${place}`);
    });
    expect(spans).toEqual([]);
  });

  it('that nobody takes hold up neither answers nor the end', async () => {
    const free = createServer();
    await new Promise<void>((ready) => free.listen(0, '127.0.0.1', ready));
    const { port } = free.address() as AddressInfo;
    await new Promise((closed) => free.close(closed));
    const api = await startApi({ store: opened.store, port: 0, otlpEndpoint: `http://127.0.0.1:${port}` });
    expect(await post(api, { query: '{ models(first: 1) { nodes { name } } }' })).toEqual({
      data: { models: { nodes: [{ name: 'net' }] } },
    });
    await api.close();
    expect(await opened.store.pool.query('select 1 as one').then(({ rows }) => rows)).toEqual([{ one: 1 }]);
  });

  it('cost those who do not ask for them not even the loading of their packages', () => {
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      await import('./src/index.ts');
      console.log(loaded.length > 100, loaded.filter((url) => /@opentelemetry\\/(?!api\\/)/.test(url)));`;
    // The metrics' package loads OpenTelemetry's names, its api, by itself.
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: `${import.meta.dirname}/..`,
      encoding: 'utf8',
    });
    expect(stdout.trim()).toBe('true []');
  });

  it('are not sent to what is no address', async () => {
    for (const otlpEndpoint of ['collector', 'grpc://127.0.0.1:4317', ''])
      await expect(startApi({ store: opened.store, port: 0, otlpEndpoint })).rejects.toThrow(
        /address of an OTLP collector/,
      );
  });
});
