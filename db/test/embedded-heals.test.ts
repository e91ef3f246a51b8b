import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outsideFolder, temporaryFolder } from '../src/embedded/places.ts';
import { openStore } from '../src/index.ts';

let folder: string;
let bystander: ChildProcess;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'strata-heals-'));
  // Entered by the server's user, so that its data lie inside of homes.
  chmodSync(folder, 0o755);
  bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(bystander, 'spawn');
});

afterEach(async () => {
  if (bystander.exitCode === null && bystander.signalCode === null) {
    const gone = once(bystander, 'exit');
    bystander.kill('SIGKILL');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

function newHome(name = 'home'): string {
  const home = path.join(folder, name);
  mkdirSync(home, { mode: 0o755 });
  return home;
}

test.each([["it's"], ['a "quoted" one'], ['$HOME and `id`'], ['back\\slash'], ['größer 家'], ['-D']])(
  'a home called %j opens, keeps what it is told, and ends',
  async (name) => {
    const home = newHome(name);
    const store = await openStore({ home });
    await store.pool.query("insert into model (name) values ('kept')");
    const { rows } = await store.pool.query("select current_setting('data_directory') as data");
    expect(rows[0].data).toBe(path.join(home, 'postgres', 'data'));
    await store.close();
    const again = await openStore({ home });
    expect((await again.pool.query('select name from model')).rows).toEqual([{ name: 'kept' }]);
    await again.close();
    expect(existsSync(path.join(home, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  },
);

test.each([
  ['as it is written now', () => `${bystander.pid} 1`],
  ['by a number alone', () => String(bystander.pid)],
])('a lock whose holder’s number is another process’s now is taken over, %s', async (_, content) => {
  const home = newHome();
  const lock = path.join(home, 'postgres.lock');
  mkdirSync(lock);
  writeFileSync(path.join(lock, 'pid'), content());
  const store = await openStore({ home });
  await store.close();
  expect(existsSync(lock)).toBe(false);
  expect(bystander.exitCode).toBeNull();
});

test('a server’s file whose number is another process’s now keeps no server from starting, nor harms that process', async () => {
  const home = newHome();
  const first = await openStore({ home });
  const pidFile = path.join(home, 'postgres', 'data', 'postmaster.pid');
  const told = readFileSync(pidFile, 'utf8');
  const { uid, gid } = statSync(pidFile);
  await first.close();
  // One of the server's own user: that of another the server itself would not take for one.
  const same = spawn('/bin/sleep', ['1000'], { stdio: 'ignore', uid, gid });
  await once(same, 'spawn');
  try {
    writeFileSync(pidFile, told.replace(/^\d+/u, String(same.pid)));
    chownSync(pidFile, uid, gid);
    const store = await openStore({ home });
    expect((await store.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await store.close();
    expect([same.exitCode, same.signalCode]).toEqual([null, null]);
  } finally {
    same.kill('SIGKILL');
  }
});

test.skipIf(process.getuid?.() !== 0)(
  'a process that has the number of a dead home’s server is not ended with it (for root, whose temporary homes have their databases outside)',
  async () => {
    chmodSync(folder, 0o700);
    const home = newHome();
    await (await openStore({ home })).close();
    const base = outsideFolder(home, temporaryFolder());
    writeFileSync(path.join(base, 'data', 'postmaster.pid'), `${bystander.pid}\n`);
    rmSync(home, { recursive: true });
    const other = newHome('other');
    const otherBase = outsideFolder(other, temporaryFolder());
    await (await openStore({ home: other })).close();
    expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null]);
    expect(existsSync(base)).toBe(false);
    rmSync(otherBase, { recursive: true });
  },
);
