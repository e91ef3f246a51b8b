import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { hostileRequests } from './hostile-queries.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

/** How many are sent; STRATA_TEST_HOSTILE asks for more. */
const COUNT = Number(process.env.STRATA_TEST_HOSTILE ?? 480);
const AT_ONCE = 4;
/** What a process may hold more after many requests than after the first, all garbage collected that can be. */
const GROWTH_BYTES_MAX = 64 * 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let opened: OpenedStore;
let api: RunningApi;
beforeAll(async () => {
  opened = await openSmallStore();
  const units = [0, 1].map((unit) => ({ unit, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }));
  await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units });
  api = await startApi({ store: opened.store, port: 0, rateLimit: { burst: 1e9 }, logLevel: 'silent' });
});
afterAll(async () => {
  await api?.close();
  await opened?.close();
});

async function send(body: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { status: response.status, text: await response.text() };
}

async function sendMany(seed: number, count: number): Promise<void> {
  const next = hostileRequests(seed);
  let left = count;
  const sender = async () => {
    while (left > 0) {
      left -= 1;
      const { kind, body } = next();
      const { status, text } = await send(body);
      // Said with the request, so that a failure can be sent again.
      const said = { kind, body: body.slice(0, 2000), status, text: text.slice(0, 2000) };
      if (status >= 500 || /INTERNAL_SERVER_ERROR|STORE_UNAVAILABLE/.test(text)) expect(said).toBe('no defect');
      if (/node_modules|\bat .*\.ts:\d|select .* from |drizzle|pg_catalog/.test(text))
        expect(said).toBe('nothing of ours');
      JSON.parse(text);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
}

it(`${COUNT} hostile requests meet no defect, tell nothing of the inside, and leave no memory taken`, async () => {
  await sendMany(1, Math.min(COUNT, 320));
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  await sendMany(Number(process.env.STRATA_TEST_SEED ?? 2), Math.max(0, COUNT - 320));
  collectGarbage();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(GROWTH_BYTES_MAX);
  const { rows } = await opened.store.pool.query('select count(*)::int as units from unit');
  expect(rows).toEqual([{ units: 2 }]);
  expect((await send('{"query":"{ __typename }"}')).status).toBe(200);
}, 3_600_000);
