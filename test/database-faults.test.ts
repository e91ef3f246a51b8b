import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { createRandom } from '@strata/statistics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, killDatabase } from './support/kill-database.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { runStrata, startStrata } from './support/strata.ts';
import { tableRows } from './support/table-rows.ts';
import { ended, until } from './support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-database-'));
const homes = ['faults', 'whole'].map((name) => join(folder, name)) as [string, string];
const [home, other] = homes;
const probe = join(folder, 'world');
// Eight blocks of units: when the first is stored, most are not yet handed out.
const UNITS = 64;
const explain = [
  'explain',
  '--units',
  `0-${UNITS - 1}`,
  '--probe',
  probe,
  '--format',
  'planes',
  '--model',
  MODEL,
  '--layer',
  LAYER,
];
/** Kills at random moments of the command; STRATA_TEST_KILLS asks for more, STRATA_TEST_SEED for other moments. */
const KILLS = Number(process.env.STRATA_TEST_KILLS ?? 4);
const SEED = Number(process.env.STRATA_TEST_SEED ?? 1);
/** About as long as it takes on two processors. */
const COMMAND_MS = 5_000;
const DEFECT = /\bat .*\.ts:\d+|Unhandled|Unexpected error/u;

let whole: Store;
let store: Store;
beforeAll(async () => {
  await writeSmallWorld(probe, { samples: 12 });
  [store, whole] = await Promise.all([openSeededStore(home), openSeededStore(other)]);
});
afterAll(async () => {
  for (const one of [store, whole]) await one?.close().catch(() => undefined);
  rmSync(folder, { recursive: true });
});

const unitsDone = async (): Promise<number> =>
  (await store.pool.query('select count(*)::int as n from unit_run')).rows[0].n;

describe('strata explain without its database', () => {
  it.each([
    ['a port that nobody listens on', 'postgres://a:secret@127.0.0.1:1/x', /connect ECONNREFUSED 127\.0\.0\.1:1\)/],
    ['text', 'my secret database', /DATABASE_URL: expected postgres:\/\/user:password@host:port\/database/],
    ['a wrong password', null, /password authentication failed for user "postgres"\)/],
  ])('says why %s is no database, and no secret', (_, url, message) => {
    const right = store.pool.options.connectionString as string;
    const wrong = right.replace(/postgres:[0-9a-f]+@/u, 'postgres:secret@');
    const done = runStrata(explain, { home, env: { DATABASE_URL: url ?? wrong } });
    expect(done.stderr).toMatch(message);
    expect(done.stderr).not.toMatch(/secret/);
    expect(done.stderr).not.toMatch(DEFECT);
    expect(done.status).toBe(1);
  });

  it('ends with one error when the server is killed in the middle, and goes on to the rows of an uninterrupted run', async () => {
    const child = startStrata(explain, { home });
    const end = ended(child);
    await until(async () => (await unitsDone()) > 0, child);
    await killDatabase(await dataFolder(store));
    const { status, stderr } = await end;
    expect(status).toBe(1);
    expect(stderr.match(/^Error: .*$/gmu)).toEqual([
      expect.stringMatching(
        /(nothing of it was|What was finished is) kept\. Check the database server and run again\.$/,
      ),
    ]);
    expect(stderr).not.toMatch(DEFECT);

    await store.close().catch(() => undefined);
    store = await openStore({ home });
    const before = await unitsDone();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(UNITS);
    expect(runStrata(explain, { home }).status).toBe(0);
    expect(runStrata(explain, { home: other }).status).toBe(0);
    expect(await tableRows(store)).toEqual(await tableRows(whole));
  });

  it('ends with one error and code 1, whatever it was at when the server was killed', async () => {
    const random = createRandom(SEED).next;
    const data = await dataFolder(store);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = startStrata([...explain, '--model-version', `kill ${kill}`], { home });
      const end = ended(child);
      await sleep(random() * COMMAND_MS);
      await killDatabase(data);
      const { status, stderr } = await end;
      await store.close().catch(() => undefined);
      store = await openStore({ home });
      expect(stderr).not.toMatch(DEFECT);
      if (status === 0) continue;
      expect(stderr.match(/^Error: .*$/gmu)).toHaveLength(1);
      expect(status).toBe(1);
    }
  });
});

describe('several commands at once', () => {
  it('refuses the same run twice, and lets two layers into one fresh home', async () => {
    const fresh = join(folder, 'fresh');
    const layers = ['/block3/relu/Relu_output_0', LAYER];
    const first = layers.map((layer) =>
      startStrata([...explain.slice(0, -1), layer, '--units', '0-3'], { home: fresh }),
    );
    const results = await Promise.all(first.map(ended));
    expect(results.map(({ status, stderr }) => [status, stderr.match(DEFECT)])).toEqual([
      [0, null],
      [0, null],
    ]);

    const again = [...explain, '--model-version', 'again'];
    const children = [1, 2].map(() => startStrata(again, { home: fresh }));
    const ends = await Promise.all(children.map(ended));
    const refused = ends.filter(({ status }) => status !== 0);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.stderr).toMatch(
      /^Error: Run \d+ has the same configuration .* Wait for it to end, or stop it/mu,
    );
    expect(existsSync(join(fresh, 'postgres.lock'))).toBe(false);
  });
});

describe('a signal to the whole group', () => {
  it('stops explain once, not twice over its launcher: nothing is lost and the run is marked', async () => {
    const args = [...explain, '--model-version', 'stopped'];
    const child = startStrata(args, { home });
    const end = ended(child);
    const before = await unitsDone();
    await until(async () => (await unitsDone()) > before, child);
    process.kill(-(child.pid as number), 'SIGTERM');
    const { status, stderr } = await end;
    expect(stderr.match(/Interrupted\. What was finished is kept\./gu)).toHaveLength(1);
    expect(status).toBe(130);
    const { rows } = await store.pool.query(
      'select r.status from run r join layer l on l.id = r.layer_id join model_version v on v.id = l.model_version_id where v.label = $1',
      ['stopped'],
    );
    expect(rows).toEqual([{ status: 'INTERRUPTED' }]);
  });
});
