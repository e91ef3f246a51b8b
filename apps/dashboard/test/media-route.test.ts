import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { GET } from '../app/media/[...path]/route';

const received: IncomingMessage[] = [];
const api = createServer((request, response) => {
  received.push(request);
  response.setHeader('content-type', 'image/png').end('picture');
});
beforeAll(() => new Promise<void>((ready) => api.listen(0, '127.0.0.1', ready)));
afterAll(() => new Promise((closed) => api.close(closed)));
afterEach(() => {
  vi.unstubAllEnvs();
  received.length = 0;
});

async function ask(path: readonly string[], headers: Record<string, string> = {}): Promise<Response> {
  vi.stubEnv('STRATA_API_URL', `http://127.0.0.1:${(api.address() as AddressInfo).port}`);
  const request = new Request(`http://localhost/media/${path.join('/')}?w=64`, { headers });
  return GET(request, { params: Promise.resolve({ path: [...path] }) });
}

const FROM = { 'x-forwarded-for': '192.0.2.7' };

describe('pictures that pass through the pages', () => {
  it('are counted for the visitor that a trusted proxy names, and for nobody that a visitor names', async () => {
    vi.stubEnv('STRATA_TRUST_PROXY', '1');
    expect(await (await ask(['samples', '1.webp'], FROM)).text()).toBe('picture');
    vi.stubEnv('STRATA_TRUST_PROXY', '');
    await ask(['samples', '1.webp'], FROM);
    expect(received.map(({ headers }) => headers['x-forwarded-for'])).toEqual(['192.0.2.7', undefined]);
  });

  it('take the session along and no other cookie', async () => {
    await ask(['samples', '1.webp'], { cookie: 'theme=dark; strata_session=abc; other=1' });
    expect(received.map(({ headers }) => headers.cookie)).toEqual(['strata_session=abc']);
  });

  it.each([
    [['..', 'graphql']],
    [['samples', '..%2f..%2fgraphql']],
    [['samples', '1.webp?x=1']],
    [['', 'etc']],
    [['.hidden']],
  ])('are asked for below /media alone: not %j', async (path) => {
    expect((await ask(path)).status).toBe(404);
    expect(received).toEqual([]);
  });
});
