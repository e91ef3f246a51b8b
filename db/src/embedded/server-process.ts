import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '@strata/domain';
import { isRunning } from '@strata/files';
import type { Binaries } from './binaries.ts';
import { endOf, runTool, startTool, type ToolContext } from './run-tool.ts';
import { isServerOf, readServerFile, serverFile } from './server-pid.ts';

/** After a kill -9 the orphaned backends need a moment to notice; until then the data folder stays taken. */
const START_ATTEMPTS = 20;
const RETRY_MS = 750;
/** After a kill it repeats what was written since its last checkpoint first. */
const START_MS_MAX = 60_000;
const READY_POLL_MS = 50;

/**
 * Starts the server unless it runs already.
 * @returns its port on 127.0.0.1
 * @throws StoreError when it does not start
 */
export async function ensureRunning(binaries: Binaries, context: ToolContext): Promise<number> {
  const { data, log } = context.places;
  const found = readServerFile(data);
  if (found && isServerOf(data, found.pid)) return readPort(data);
  // Another process has its number now, for which a starting server would take it.
  if (found && isRunning(found.pid)) rmSync(serverFile(data), { force: true });
  // Where it was before: those who were connected find it again.
  const before = lastPort(data);
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
    const port = await freePort(before);
    if (await start(binaries, context, port)) return port;
    await sleep(RETRY_MS);
  }
  throw new StoreError(`The database server did not start. The reason is at the end of ${log}.`);
}

/** Not with pg_ctl, which starts it through a shell: a path may hold what a shell takes for its own. */
async function start(binaries: Binaries, context: ToolContext, port: number): Promise<boolean> {
  const { data } = context.places;
  const server = startTool(binaries.postgres, ['-D', data, ...serverOptions(port)], context);
  let hasEnded = false;
  void endOf(server)
    .catch(() => undefined)
    .finally(() => (hasEnded = true));
  for (const deadline = Date.now() + START_MS_MAX; Date.now() < deadline && !hasEnded; await sleep(READY_POLL_MS)) {
    const told = readServerFile(data);
    if (told?.pid !== server.pid || !told?.isReady) continue;
    // It outlives this process.
    server.unref();
    return true;
  }
  server.unref();
  return false;
}

/** Ends the server; open transactions are rolled back. @throws StoreError when it keeps running */
export async function stopServer(binaries: Binaries, context: ToolContext): Promise<void> {
  const { data, log } = context.places;
  const code = await runTool(binaries.pgCtl, ['stop', '-w', '-m', 'fast', '-D', data], context);
  if (code === 0) return;
  if ((await runTool(binaries.pgCtl, ['status', '-D', data], context)) !== 0) return;
  throw new StoreError(`The database server did not stop (code ${code}). The reason is at the end of ${log}.`);
}

function readPort(data: string): number {
  const port = readServerFile(data)?.port ?? 0;
  if (port > 0) return port;
  throw new StoreError(`Expected a port in line 4 of ${serverFile(data)}, none came. Wait a moment and try again.`);
}

function serverOptions(port: number): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    `shared_buffers=${sharedBuffersMiB()}MB`,
    'max_connections=40',
    'password_encryption=scram-sha-256',
  ];
  return settings.flatMap((setting) => ['-c', setting]);
}

/** An eighth of the memory that this process may use: indexes that lists walk stay in it, and nothing is taken before it is used. */
function sharedBuffersMiB(): number {
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.round(Math.min(2048, Math.max(128, memory / 8 / 2 ** 20)));
}

/** The port of the last start, from the command line that the server keeps; 0 before the first. */
function lastPort(data: string): number {
  const file = path.join(data, 'postmaster.opts');
  if (!existsSync(file)) return 0;
  return Number(/"port=(\d{1,5})"/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
}

/** The port that is preferred if nobody listens on it, else any. */
function freePort(preferred: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (preferred === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(preferred, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
