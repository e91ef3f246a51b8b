import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logToServer } from '../src/mlflow/rest.ts';
import { TrackingServer } from '../src/mlflow/tracking-server.ts';
import { each, explained, layerOf } from './layer.ts';

interface Logged {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

/** Keeps one experiment and one run as MLflow's server does, as far as an export asks; `loses` says what it drops in silence. */
let server: Server;
let requests: Logged[] = [];
let loses = (_key: string) => false;
let status = '';

beforeEach(async () => {
  [requests, status] = [[], ''];
  loses = () => false;
  const data: Record<string, { key: string }[]> = { params: [], metrics: [], tags: [] };
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += String(chunk);
    });
    request.on('end', () => {
      const path = new URL(request.url ?? '', 'http://x').pathname.replace('/api/2.0/mlflow/', '');
      const body = JSON.parse(text || '{}') as Record<string, unknown>;
      requests.push({ path, authorization: request.headers.authorization, body });
      for (const [name, kept] of Object.entries(data)) {
        kept.push(...((body[name] ?? []) as { key: string }[]).filter(({ key }) => !loses(key)));
      }
      if (path === 'runs/update') status = String(body.status);
      const answers: Record<string, object> = {
        'experiments/create': { experiment_id: '5' },
        'runs/search': status === '' ? {} : { runs: [{ info: { status } }] },
        'runs/create': { run: { info: { run_id: 'r' } } },
        'runs/get': { run: { data } },
      };
      response.statusCode = path === 'experiments/get-by-name' ? 404 : 200;
      response.end(JSON.stringify(answers[path] ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const bodies = (path: string) => requests.filter((one) => one.path === path).map(({ body }) => body);

describe('logging on an MLflow server', () => {
  it('sends parameters and tags as texts, times as whole numbers, and metrics in pieces that a server takes', async () => {
    const explanations = Array.from({ length: 1_500 }, (_, unit) => explained(unit, { iou: 1e-7 }));
    const layer = layerOf({ run: { accuracy: 0.5, unitsDone: 1_500 }, explanations });
    const tracking = new TrackingServer(`${address()}/`, { MLFLOW_TRACKING_TOKEN: 'secret' });
    expect(await logToServer(tracking, each([layer]), 'highest')).toEqual({ logged: 1, known: 0 });
    const texts = [...bodies('runs/log-batch'), ...bodies('runs/create')].flatMap(({ params = [], tags = [] }) => [
      ...(params as { value: unknown }[]),
      ...(tags as { value: unknown }[]),
    ]);
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter(({ value }) => typeof value !== 'string')).toEqual([]);
    const metrics = bodies('runs/log-batch').map(
      (body) => (body.metrics ?? []) as { timestamp: number; value: number }[],
    );
    // 1,500 neurons, and of the layer the mean, the explained and the unexplained.
    expect(metrics.map(({ length }) => length)).toEqual([0, 1_000, 503]);
    expect(metrics[1]?.[0]).toEqual({ key: 'unit/iou', value: 1e-7, step: 0, timestamp: 1_795_802_400_123 });
    expect(bodies('runs/update')).toEqual([{ run_id: 'r', status: 'FINISHED', end_time: 1_795_802_460_456 }]);
    expect(new Set(requests.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer secret']));
  });

  it('leaves a run that the server has from before as it is', async () => {
    const tracking = new TrackingServer(address(), {});
    await logToServer(tracking, each([layerOf({ explanations: [explained(0)] })]), 'highest');
    const before = requests.length;
    const again = await logToServer(tracking, each([layerOf({ explanations: [explained(0)] })]), 'highest');
    expect(again).toEqual({ logged: 0, known: 1 });
    expect(requests.slice(before).map(({ path }) => path)).not.toContain('runs/create');
  });

  it('fails, and marks the run as failed, when the server has lost what it said it took', async () => {
    loses = (key) => key === 'layer';
    const logging = logToServer(
      new TrackingServer(address(), {}),
      each([layerOf({ explanations: [explained(0)] })]),
      'highest',
    );
    await expect(logging).rejects.toThrow(/all params that were logged; layer are missing/u);
    expect(bodies('runs/update')).toMatchObject([{ status: 'FAILED' }]);
  });

  it('says what is wrong with an address', async () => {
    expect(() => new TrackingServer('mlruns', {})).toThrow('expected the address of a tracking server');
    await new Promise((resolve) => server.close(resolve));
    const logging = logToServer(new TrackingServer('http://127.0.0.1:9', {}), each([layerOf({})]), 'highest');
    await expect(logging).rejects.toThrow('can’t be reached');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
});
