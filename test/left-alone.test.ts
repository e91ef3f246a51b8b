import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@strata/db';
import { seedHome } from '@strata/db/testing';
import { createRandom } from '@strata/statistics';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { freePort } from './support/free-port.ts';
import { until, within } from './support/until.ts';

/* `strata serve` is ended in every way there is: nothing that it started goes on without it. */

const LONG_MS = 600_000;
/** Rounds of kills; STRATA_TEST_KILLS asks for more, STRATA_TEST_SEED for other moments. */
const ROUNDS = Math.ceil(Number(process.env.STRATA_TEST_KILLS ?? 20) / 10);
const SEED = Number(process.env.STRATA_TEST_SEED ?? 1);
const PAUSE_MS_MAX = 1_500;
const CLIENTS = 3;
const command = join(import.meta.dirname, '../apps/cli/bin/strata.mjs');
const folder = mkdtempSync(join(tmpdir(), 'strata-left-'));
let marker = '';
let api = '';
let pages = '';

afterEach(() => {
  for (const { pid } of processesOf(marker)) process.kill(pid, 'SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Found {
  readonly pid: number;
  readonly command: string;
}

/** Processes that were started with a home, besides the database server's own, which hides its environment from none. */
function processesOf(home: string): Found[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => {
      try {
        const environment = readFileSync(join('/proc', name, 'environ'), 'utf8').split('\0');
        if (!environment.includes(`STRATA_HOME=${home}`)) return [];
        return [
          { pid: Number(name), command: readFileSync(join('/proc', name, 'cmdline'), 'utf8').replaceAll('\0', ' ') },
        ];
      } catch {
        // Ended meanwhile.
        return [];
      }
    });
}

const isDatabase = ({ command: line }: Found) => /postgres/u.test(line);

/**
 * Starts the command as `npm run` does, through a shell that doesn't pass signals on, or by itself; in a home with a
 * database unless it is to make one.
 */
async function serve(name: string, { shell = false, seeded = true } = {}): Promise<ChildProcess> {
  marker = join(folder, name);
  if (seeded && !existsSync(marker)) await seedHome(marker);
  const [port, apiPort] = [await freePort(), await freePort()];
  const args = [command, 'serve', '--open', '--port', String(port), '--api-port', String(apiPort)];
  const env = { ...process.env, DATABASE_URL: '', STRATA_HOME: marker };
  const line = `"$0" "$@"; exit $?`;
  const child = shell
    ? spawn('/bin/sh', ['-c', line, process.execPath, ...args], {
        env: { ...env, npm_lifecycle_event: 'demo' },
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    : spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  api = `http://127.0.0.1:${apiPort}`;
  pages = `http://127.0.0.1:${port}`;
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += String(data)));
  await until(async () => said.includes('Strata is ready'), child).catch((cause) => {
    throw new Error(`strata serve did not start:\n${said}`, { cause });
  });
  await within(
    async () => processesOf(marker).some((one) => one.command.includes(' worker ')),
    () => `No worker was started:\n${said}`,
  );
  return child;
}

function one(part: string): number {
  const found = processesOf(marker).find(({ command: line }) => line.includes(part));
  if (!found) throw new Error(`Expected a process of ${part}, found none.`);
  return found.pid;
}

async function shows(url: string): Promise<boolean> {
  return fetch(url)
    .then(async (page) => (await page.text()).includes('</html>'))
    .catch(() => false);
}

async function nothingLeft({ database = 'ended' }: { database?: 'ended' | 'may stay' } = {}): Promise<void> {
  const left = () => processesOf(marker).filter((found) => database === 'ended' || !isDatabase(found));
  await within(
    async () => left().length === 0,
    () =>
      `Processes are left:\n${left()
        .map(({ command: line }) => line)
        .join('\n')}`,
  );
}

describe.skipIf(process.platform !== 'linux')(
  'strata serve (where the system tells what runs)',
  { timeout: LONG_MS },
  () => {
    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
      'told to end with %s, by its launcher alone, it ends with all that it started',
      async (signal) => {
        const child = await serve(signal, { seeded: false });
        const closed = once(child, 'close');
        child.kill(signal);
        expect(await closed).toEqual([0, null]);
        await nothingLeft();
      },
    );

    it('its launcher is killed: the rest ends by itself, the database, too', async () => {
      const child = await serve('launcher');
      child.kill('SIGKILL');
      await nothingLeft();
    });

    it('it is killed itself: pages and worker end, and the last of them the database', async () => {
      const child = await serve('itself');
      const closed = once(child, 'close');
      process.kill(one('main.ts serve'), 'SIGKILL');
      expect(await closed).toEqual([137, null]);
      await nothingLeft();
    });

    it('the shell that npm starts it through ends alone: it ends, too', async () => {
      const child = await serve('shell', { shell: true });
      child.kill('SIGTERM');
      await nothingLeft();
    });

    it('its worker is killed, then it and the pages at once: others are started, and it ends well', async () => {
      const child = await serve('pair');
      const first = one(' worker ');
      process.kill(first, 'SIGKILL');
      await within(
        async () => processesOf(marker).some(({ pid, command: line }) => pid !== first && line.includes(' worker ')),
        'No other worker is started.',
      );
      const both = [one(' worker '), one('next')];
      for (const pid of both) process.kill(pid, 'SIGKILL');
      const isAnew = (part: string) =>
        processesOf(marker).some(({ pid, command: line }) => !both.includes(pid) && line.includes(part));
      await within(
        async () => isAnew(' worker ') && isAnew('next') && (await shows(pages)),
        'Worker and pages are not started again.',
      );
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      expect(await closed).toEqual([0, null]);
      await nothingLeft();
    });

    it('it is killed together with its worker: pages end, and the next command ends the database that was left', async () => {
      const child = await serve('both');
      const closed = once(child, 'close');
      for (const pid of [one(' worker '), one('main.ts serve')]) process.kill(pid, 'SIGKILL');
      expect(await closed).toEqual([137, null]);
      await nothingLeft({ database: 'may stay' });
      await (await openStore({ home: marker })).close();
      await nothingLeft();
    });

    /** What of `strata serve` can be killed, by a part of its command line. */
    const PARTS = { database: 'postgres -D', worker: ' worker ', pages: 'next', command: 'main.ts serve' } as const;
    type Part = keyof typeof PARTS;
    const NAMES = Object.keys(PARTS) as Part[];
    const SETS = NAMES.flatMap((a, i) => [[a], ...NAMES.slice(i + 1).map((b) => [a, b])]);

    it(
      'whatever is killed, alone or in pairs, at random moments under load, comes back or ends with all the rest',
      async () => {
        const random = createRandom(SEED).next;
        let isOver = false;
        const askOnAndOn = async () => {
          while (!isOver) {
            const query = '{ explanations(first: 20) { nodes { iou } } models(first: 5) { nodes { name } } }';
            const headers = { 'content-type': 'application/json' };
            await fetch(`${api}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
              .then((answer) => answer.text())
              .catch(() => undefined);
            await sleep(5);
          }
        };
        let child = await serve('kills');
        const clients = Array.from({ length: CLIENTS }, askOnAndOn);
        for (let round = 0; round < ROUNDS; round += 1) {
          for (const parts of SETS) {
            await sleep(random() * PAUSE_MS_MAX);
            const pids = parts.map((part) => one(PARTS[part]));
            for (const pid of pids) process.kill(pid, 'SIGKILL');
            if (parts.includes('command')) {
              await within(
                async () => child.exitCode !== null,
                `With ${parts.join(' and ')} killed the command does not end.`,
              );
              await nothingLeft({ database: 'may stay' });
              child = await serve('kills');
              continue;
            }
            await within(
              async () =>
                (await fetch(`${api}/readyz`)).status === 200 &&
                has(' worker ') &&
                has(PARTS.database) &&
                (await shows(pages)),
              `With ${parts.join(' and ')} killed it does not recover.`,
            );
          }
        }
        isOver = true;
        await Promise.all(clients);
        const closed = once(child, 'close');
        child.kill('SIGTERM');
        expect(await closed).toEqual([0, null]);
        await nothingLeft();
      },
      LONG_MS * ROUNDS,
    );

    const has = (part: string): boolean => processesOf(marker).some(({ command: line }) => line.includes(part));
  },
);
