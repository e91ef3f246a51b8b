import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ENGINE_FLAGS } from '@strata/compute/engine';
import { StrataError } from '@strata/domain';
import { PARENT_VARIABLE } from '../end-with-parent.ts';
import { withoutClientSecret } from './oidc-settings.ts';

/** What Next writes with `output: 'standalone'`: the built pages with the packages that they run on. */
const SERVER = fileURLToPath(new URL('../../../dashboard/.next/standalone/apps/dashboard/server.js', import.meta.url));
const WATCH = new URL('./end-with-serve.ts', import.meta.url).href;
const READY_MS_MAX = 60_000;
const POLL_MS = 100;
const END_MS_MAX = 5_000;
const OUTPUT_CHARACTERS = 2_000;

export interface RunningDashboard {
  readonly url: string;
  /** Settles when the server ends, asked to or not. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface DashboardOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
  readonly apiUrl: string;
  /** Names that pages may be asked by, beside loopback's; `*` is any. Default none. */
  readonly allowedHosts?: readonly string[];
  /** Whether a proxy in front says who visits, which the API is then told. Default no. */
  readonly passesAddress?: boolean;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Serves the built pages in a process of their own, and waits until they answer.
 * @throws StrataError SETUP_FAILED when the server ends at once or doesn't answer within a minute.
 */
export async function startDashboard({
  host = '127.0.0.1',
  port,
  apiUrl,
  allowedHosts = [],
  passesAddress = false,
  signal,
}: DashboardOptions): Promise<RunningDashboard> {
  const child = spawn(process.execPath, [...ENGINE_FLAGS, '--import', WATCH, SERVER], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...withoutClientSecret(process.env),
      [PARENT_VARIABLE]: String(process.pid),
      NODE_ENV: 'production',
      HOSTNAME: host,
      PORT: String(port),
      STRATA_API_URL: apiUrl,
      STRATA_ALLOWED_HOSTS: allowedHosts.join(),
      STRATA_TRUST_PROXY: passesAddress ? '1' : '',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output = `${output}${String(chunk)}`.slice(-OUTPUT_CHARACTERS)));
  }
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const ended = once(child, 'exit').then(() => undefined);
  try {
    await untilReady(child, { url, signal });
  } catch (cause) {
    await end(child);
    if (signal?.aborted) throw signal.reason;
    throw new StrataError('SETUP_FAILED', `The dashboard did not start on ${url}. Its last words:\n${output}`, {
      cause,
    });
  }
  return { url, ended, close: () => end(child) };
}

async function untilReady(
  child: ChildProcess,
  { url, signal }: { url: string; signal: AbortSignal | undefined },
): Promise<void> {
  const deadline = performance.now() + READY_MS_MAX;
  while (performance.now() < deadline) {
    signal?.throwIfAborted();
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(READY_MS_MAX) }).catch(() => null);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error('The server does not answer.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX);
  await gone;
  clearTimeout(force);
}
