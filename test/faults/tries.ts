import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { runStrata, startStrata } from '../support/strata.ts';

/**
 * `npm run tries`: asks API and pages of `strata serve` under foreign names and from foreign pages, open (as the demo is)
 * and with keys, and prints who was answered what; then sends 4,800 requests without a key while a second caller asks on.
 * Everything on loopback.
 */
const STRANGERS = 4_800;
const AT_ONCE = 40;
const folder = mkdtempSync(join(tmpdir(), 'strata-tries-'));

interface Served {
  readonly pages: number;
  readonly api: number;
  readonly key: string;
  close(): Promise<void>;
}

async function serve(mode: 'open' | 'keys'): Promise<Served> {
  const home = join(folder, mode);
  const key = runStrata(['key', 'create', '--role', 'viewer', '--name', 'second'], { home }).stdout.trim();
  const [pages, api] = [await freePort(), await freePort()];
  const args = ['serve', '--port', String(pages), '--api-port', String(api), '--no-worker'];
  const child = startStrata([...args, ...(mode === 'open' ? ['--open'] : [])], { home });
  child.stderr.resume();
  await once(child.stdout, 'data');
  const close = async () => {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  };
  return { pages, api, key, close };
}

interface Asked {
  readonly port: number;
  readonly path: string;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: string;
}

/** `fetch` lets nobody choose the Host. */
function ask({ port, path, headers = {}, body }: Asked): Promise<number> {
  return new Promise((done, fail) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume().once('end', () => done(response.statusCode ?? 0));
    });
    sent.once('error', fail).end(body);
  });
}

/** Names and pages that a request may come with, by a port. */
const TRIES: Readonly<Record<string, (port: number) => IncomingHttpHeaders>> = {
  'its own name': (port) => ({ host: `localhost:${port}` }),
  'its own name and page': (port) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}` }),
  'foreign Host': (port) => ({ host: `evil.example:${port}` }),
  'foreign Host and Origin (rebinding)': (port) => ({
    host: `evil.example:${port}`,
    origin: `http://evil.example:${port}`,
  }),
  'foreign Origin': (port) => ({ host: `localhost:${port}`, origin: 'http://evil.example' }),
  'Origin of another port': (port) => ({ host: `localhost:${port}`, origin: 'http://localhost:3000' }),
  'Origin null': (port) => ({ host: `localhost:${port}`, origin: 'null' }),
  'foreign Origin, X-Forwarded-Host the same': (port) => ({
    host: `localhost:${port}`,
    origin: 'http://evil.example',
    'x-forwarded-host': 'evil.example',
  }),
};

const json = { 'content-type': 'application/json' };
const action = { 'next-action': '0'.repeat(42), 'content-type': 'text/plain;charset=UTF-8' };

async function triesOf(mode: 'open' | 'keys'): Promise<string[]> {
  const served = await serve(mode);
  const shown: IncomingHttpHeaders = mode === 'keys' ? { authorization: `Bearer ${served.key}` } : {};
  const lines: string[] = [];
  for (const [name, headersOf] of Object.entries(TRIES)) {
    const [api, pages] = [headersOf(served.api), headersOf(served.pages)];
    const answers = [
      await ask({
        port: served.api,
        path: '/graphql',
        headers: { ...json, ...shown, ...api },
        body: '{"query":"{ __typename }"}',
      }),
      await ask({ port: served.api, path: '/media/samples/1.webp', headers: { ...shown, ...api } }),
      await ask({ port: served.pages, path: '/', headers: pages }),
      await ask({ port: served.pages, path: '/runs/new', headers: { ...action, ...pages }, body: '[]' }),
    ];
    lines.push(`| ${mode} | ${name} | ${answers.join(' | ')} |`);
  }
  if (mode === 'keys') lines.push('', await strangersAt(served));
  await served.close();
  return lines;
}

/** How long a second caller waits meanwhile, and what the strangers were told. */
async function strangersAt({ api, key }: Served): Promise<string> {
  const headers = { ...json, authorization: `Bearer ${key}` };
  const body = '{"query":"{ models(first: 1) { nodes { name } } }"}';
  const timed = async () => {
    const started = performance.now();
    const status = await ask({ port: api, path: '/graphql', headers, body });
    return { status, ms: performance.now() - started };
  };
  const p95 = (of: readonly number[]) => of.toSorted((a, b) => a - b)[Math.floor(0.95 * of.length)] ?? 0;
  const idle: number[] = [];
  for (let at = 0; at < 100; at += 1) idle.push((await timed()).ms);
  const told = new Map<string, number>();
  let left = STRANGERS;
  const stranger = async () => {
    while (left > 0) {
      left -= 1;
      const status = await ask({ port: api, path: '/graphql', headers: json, body }).catch(() => 'cut');
      told.set(String(status), (told.get(String(status)) ?? 0) + 1);
    }
  };
  const strangers = Array.from({ length: AT_ONCE }, stranger);
  const second: { status: number; ms: number }[] = [];
  while (left > 0) second.push(await timed());
  await Promise.all(strangers);
  const statuses = [...told].map(([status, count]) => `${count} × ${status}`).join(', ');
  const well = second.filter(({ status }) => status === 200).length;
  return `${STRANGERS} requests without a key, ${AT_ONCE} at once: ${statuses}. A second caller meanwhile: ${well} of ${second.length} answered, p95 ${p95(second.map(({ ms }) => ms)).toFixed(1)} ms (idle ${p95(idle).toFixed(1)} ms).`;
}

console.info('| server | asked as | API | its pictures | page | action |');
console.info('| --- | --- | --- | --- | --- | --- |');
for (const mode of ['open', 'keys'] as const) for (const line of await triesOf(mode)) console.info(line);
rmSync(folder, { recursive: true });
