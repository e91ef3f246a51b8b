import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveDashboard } from './serve.ts';

const CHUNKS = resolve(import.meta.dirname, '../../apps/dashboard/.next/static/chunks');

let served: Served;
beforeAll(async () => {
  served = await serveDashboard(async () => undefined);
});
afterAll(async () => {
  await served?.close();
});

interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}
interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** `fetch` lets nobody choose the Host. */
function ask({ path, method = 'GET', headers = {} }: Asked): Promise<Answer> {
  const { hostname, port } = new URL(served.origin);
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, path, method, headers }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      done({ status: response.statusCode, headers: response.headers, text });
    });
    sent.on('error', fail).end();
  });
}

const action = { 'next-action': '0'.repeat(42), 'content-type': 'text/plain;charset=UTF-8' };
/** Every kind of thing that the server answers. */
const PLACES: readonly Asked[] = [
  { path: '/' },
  { path: '/', method: 'HEAD' },
  { path: '/runs' },
  { path: '/runs/new', method: 'POST', headers: action },
  { path: '/runs', method: 'POST', headers: action },
  { path: '/runs/events' },
  { path: '/media/samples/1.webp' },
  { path: '/palette?q=a' },
  { path: '/find/suggestions?q=a' },
  { path: '/preferences', method: 'POST' },
  { path: '/session', method: 'POST' },
  { path: '/session/end', method: 'POST' },
  { path: '/runs?_rsc=1', headers: { rsc: '1' } },
  { path: '/models/a/trends/x.csv' },
  { path: '/no/such/page' },
  { path: '/_next/image?url=%2Fmedia%2Fsamples%2F1.webp&w=64&q=75' },
  { path: `/_next/static/chunks/${readdirSync(CHUNKS).find((name) => name.endsWith('.js'))}` },
];

describe('open pages', () => {
  const port = () => new URL(served.origin).port;

  it.each(PLACES)('refuse foreign names and pages at $method $path', async (place) => {
    const foreign = [
      { host: `evil.example:${port()}` },
      { host: `evil.example:${port()}`, origin: `http://evil.example:${port()}` },
      { host: `evil.example:${port()}`, 'x-forwarded-host': `localhost:${port()}` },
      { host: `localhost:${Number(port()) + 1}` },
      { origin: 'http://evil.example' },
      { origin: 'http://localhost:3000' },
      { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
      { origin: 'null' },
    ];
    for (const headers of foreign) {
      const { status } = await ask({ ...place, headers: { ...place.headers, ...headers } });
      expect([headers, status]).toEqual([headers, 403]);
    }
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])('answer as %s', async (name) => {
    const host = `${name}:${port()}`;
    for (const headers of [{ host }, { host, origin: `http://${host}` }])
      expect((await ask({ path: '/', headers })).status).toBe(200);
  });

  it('say which scripts they may run: their own, by a number that each answer has anew', async () => {
    const policies: string[] = [];
    for (const path of ['/', '/runs', '/no/such/page']) {
      const { headers, text } = await ask({ path });
      const policy = String(headers['content-security-policy']);
      const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.replace(/style-src[^;]*/, '')).not.toContain('unsafe');
      const scripts = text.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
      policies.push(policy);
    }
    expect(new Set(policies).size).toBe(policies.length);
    const embedded = await ask({ path: '/models/a/versions/b/layers/c/neurons/1?embed=1' });
    expect(embedded.headers['content-security-policy']).toContain('frame-ancestors *');
  });
});
