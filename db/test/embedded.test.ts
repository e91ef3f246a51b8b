import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outsideFolder, temporaryFolder } from '../src/embedded/places.ts';
import { openStore, type Store } from '../src/index.ts';

let home: string;
let opened: Store[];

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'strata-embedded-'));
  opened = [];
});

afterEach(async () => {
  for (const store of opened) await store.close().catch(() => undefined);
  rmSync(outsideFolder(home, temporaryFolder()), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

async function open(): Promise<Store> {
  const store = await openStore({ home });
  opened.push(store);
  return store;
}

async function close(store: Store): Promise<void> {
  opened = opened.filter((one) => one !== store);
  await store.close();
}

function pidFile(): string {
  const folder = [path.join(home, 'postgres'), outsideFolder(home, temporaryFolder())].find((one) =>
    existsSync(path.join(one, 'data')),
  );
  return path.join(folder ?? home, 'data', 'postmaster.pid');
}

const modelNames = async (store: Store) =>
  (await store.pool.query<{ name: string }>('select name from model order by name')).rows.map((row) => row.name);
const addModel = (store: Store, name: string) => store.pool.query('insert into model (name) values ($1)', [name]);

test('a private home opens on 127.0.0.1 only, with a password file nobody else reads, and data survives close', async () => {
  const first = await open();
  await addModel(first, 'kept');
  const { rows } = await first.pool.query(
    "select current_setting('listen_addresses') as host, current_setting('unix_socket_directories') as sockets",
  );
  expect(rows[0]).toEqual({ host: '127.0.0.1', sockets: '' });
  expect(statSync(path.join(home, 'postgres.password')).mode & 0o777).toBe(0o600);
  await close(first);
  expect(existsSync(pidFile())).toBe(false);

  expect(await modelNames(await open())).toEqual(['kept']);
});

test('two stores opened at once share one server, which the last one to close stops', async () => {
  const [one, two] = await Promise.all([open(), open()]);
  await addModel(one, 'shared');
  await close(one);
  expect(existsSync(pidFile())).toBe(true);
  expect(await modelNames(two)).toEqual(['shared']);
  await close(two);
  expect(existsSync(pidFile())).toBe(false);
});

test('after kill -9 of the server the next open recovers what was committed', async () => {
  const before = await open();
  await addModel(before, 'committed');
  process.kill(Number(readFileSync(pidFile(), 'utf8').split('\n')[0]), 'SIGKILL');
  await close(before);

  expect(await modelNames(await open())).toEqual(['committed']);
});

test('a home that others may pass through keeps its database inside', async () => {
  chmodSync(home, 0o755);
  await open();
  expect(existsSync(path.join(home, 'postgres', 'data', 'postmaster.pid'))).toBe(true);
});

test.skipIf(process.getuid?.() !== 0)(
  'the database of a temporary home is temporary, and goes with the next start once its home is gone (for root, whose homes the server may not enter)',
  async () => {
    await close(await open());
    const base = outsideFolder(home, temporaryFolder());
    expect(existsSync(path.join(base, 'data'))).toBe(true);
    expect(existsSync(outsideFolder(home))).toBe(false);
    rmSync(home, { recursive: true });

    home = mkdtempSync(path.join(tmpdir(), 'strata-embedded-'));
    await close(await open());
    expect(existsSync(base)).toBe(false);
    expect(existsSync(path.join(outsideFolder(home, temporaryFolder()), 'data'))).toBe(true);
  },
);

test('a lost password is named with its file', async () => {
  await close(await open());
  rmSync(path.join(home, 'postgres.password'));
  await expect(openStore({ home })).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringContaining('postgres.password is missing'),
  });
});
