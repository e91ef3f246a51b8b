import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { freePort } from './support/free-port.ts';
import { until, within } from './support/until.ts';

/* `strata serve` is ended in every way there is: nothing that it started goes on without it. */

const LONG_MS = 600_000;
const command = join(import.meta.dirname, '../apps/cli/bin/strata.mjs');
const folder = mkdtempSync(join(tmpdir(), 'strata-left-'));
const started: ChildProcess[] = [];
let marker = '';

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

/** Starts the command as `npm run` does, through a shell that doesn't pass signals on, or by itself. */
async function serve(name: string, { shell = false } = {}): Promise<ChildProcess> {
  marker = join(folder, name);
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
  started.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += String(data)));
  await until(async () => said.includes('Strata is ready'), child);
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

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'told to end with %s, by its launcher alone, it ends with all that it started',
  async (signal) => {
    const child = await serve(signal);
    const closed = once(child, 'close');
    child.kill(signal);
    expect(await closed).toEqual([0, null]);
    await nothingLeft();
  },
  LONG_MS,
);

it(
  'its launcher is killed: the rest ends by itself, the database, too',
  async () => {
    const child = await serve('launcher');
    child.kill('SIGKILL');
    await nothingLeft();
  },
  LONG_MS,
);

it(
  'it is killed itself: pages and worker end, and the last of them the database',
  async () => {
    const child = await serve('itself');
    const closed = once(child, 'close');
    process.kill(one('main.ts serve'), 'SIGKILL');
    expect(await closed).toEqual([137, null]);
    await nothingLeft();
  },
  LONG_MS,
);

it(
  'the shell that npm starts it through ends alone: it ends, too',
  async () => {
    const child = await serve('shell', { shell: true });
    child.kill('SIGTERM');
    await nothingLeft();
  },
  LONG_MS,
);

it(
  'its worker is killed: another is started, with it and the pages killed at once all ends',
  async () => {
    const child = await serve('pair');
    const first = one(' worker ');
    process.kill(first, 'SIGKILL');
    await within(
      async () => processesOf(marker).some(({ pid, command: line }) => pid !== first && line.includes(' worker ')),
      'No other worker is started.',
    );
    const closed = once(child, 'close');
    for (const part of [' worker ', 'next']) process.kill(one(part), 'SIGKILL');
    expect((await closed)[0]).toBe(1);
    await nothingLeft();
  },
  LONG_MS,
);
