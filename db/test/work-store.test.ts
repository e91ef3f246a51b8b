import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkStore, type Store } from '../src/index.ts';
import { openSeededStore } from '../testing/index.ts';

const home = mkdtempSync(path.join(tmpdir(), 'strata-work-'));
let store: Store;
beforeAll(async () => {
  store = await openSeededStore(home);
});
afterAll(async () => {
  await store?.close();
  rmSync(home, { recursive: true });
});

it('what waits on a connection that is cut hears of it, and the store itself goes on', async () => {
  const work = openWorkStore(store, { connectionsMax: 2 });
  const waiting = work.pool.query('select pg_sleep(600)');
  const asleep = "select 1 from pg_stat_activity where query like 'select pg_sleep%' and pid <> pg_backend_pid()";
  while ((await store.pool.query(asleep)).rows.length === 0);
  work.cut();
  await expect(waiting).rejects.toThrow(/terminated/u);
  await work.close();
  expect((await store.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

it('a connection that is given back twice does no harm', async () => {
  const work = openWorkStore(store, { connectionsMax: 1 });
  await new Promise<void>((resolve, reject) => {
    work.pool.connect((error, _, done) => {
      if (error) return reject(error);
      done();
      done();
      resolve();
    });
  });
  expect((await work.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await work.close();
});
