import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type OidcSettings, startApi } from '@strata/api';
import { openStore, type Store } from '@strata/db';
import { seedHome } from '@strata/db/testing';
import { KEPT_THREAD } from '@strata/runs/kept';
import { freePort } from '../support/free-port.ts';

const DASHBOARD = resolve(import.meta.dirname, '../../apps/dashboard');
const SERVER = join(DASHBOARD, '.next/standalone/apps/dashboard/server.js');

export interface Served {
  readonly origin: string;
  readonly apiUrl: string;
  /** Of the database; a worker that is started there computes what is asked for. */
  readonly home: string;
  readonly store: Store;
  close(): Promise<void>;
}

interface ServeOptions {
  /** Asks nobody for a key. Default yes. */
  readonly open?: boolean;
  /** How people sign in; default they don't. */
  readonly oidc?: OidcSettings;
  /** The pages'; default a free one. */
  readonly port?: number;
  /** Starts the database again when it dies. Default no. */
  readonly keepRunning?: boolean;
}

/**
 * Serves the built dashboard over an API over a database of its own, all on free ports of loopback.
 * @throws Error that says what is missing when the dashboard is not built or does not start
 */
export async function serveDashboard(
  fill: (store: Store, home: string) => Promise<void>,
  { open = true, oidc, port, keepRunning = false }: ServeOptions = {},
): Promise<Served> {
  if (!existsSync(SERVER))
    throw new Error('The dashboard is not built. Run "npm run build -w apps/dashboard", then the test again.');
  const home = await mkdtemp(join(tmpdir(), 'strata-dashboard-'));
  await seedHome(home);
  const store = await openStore({ home, keepRunning });
  await fill(store, home);
  const api = await startApi({
    store,
    port: 0,
    open,
    oidc,
    safelistPath: join(DASHBOARD, 'gql/persisted-documents.json'),
    kept: { module: KEPT_THREAD, home },
  });
  const dashboard = await startNext(api.url, port);
  return {
    origin: dashboard.origin,
    apiUrl: api.url,
    home,
    store,
    close: async () => {
      await dashboard.close();
      await api.close();
      await store.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function startNext(apiUrl: string, wanted?: number): Promise<{ origin: string; close(): Promise<void> }> {
  const port = wanted ?? (await freePort());
  const server = spawn(process.execPath, [SERVER], {
    cwd: DASHBOARD,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      STRATA_API_URL: apiUrl,
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  await new Promise<void>((ready, fail) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready')) ready();
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    void ended.then(() => fail(new Error(`The dashboard stopped before it was ready:\n${said}`)));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.kill();
      return ended;
    },
  };
}
