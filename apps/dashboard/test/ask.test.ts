import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET } from '../app/media/[...path]/route';
import { POST } from '../app/preferences/route';
import { readAnswer } from '../data/answer';
import { apiUrl } from '../data/api-url';

describe('an answer of the API', () => {
  it('is data, or a refusal with its message and column, or no answer at all', () => {
    expect(readAnswer({ data: { a: 1 } })).toEqual({ kind: 'data', data: { a: 1 } });
    const errors = [{ message: 'Expected a name.', extensions: { code: 'BAD_FORMULA', column: 12 } }];
    expect(readAnswer({ data: null, errors })).toEqual({
      kind: 'refused',
      code: 'BAD_FORMULA',
      message: 'Expected a name.',
      column: 12,
      formula: null,
    });
    const problem = { code: 'BAD_USER_INPUT', column: 3, problem: 'OPERATOR_EXPECTED', found: ')', limit: null };
    expect(readAnswer({ errors: [{ message: 'No.', extensions: problem }] })).toMatchObject({
      formula: { problem: 'OPERATOR_EXPECTED', found: ')', limit: null },
    });
    const unknown = { ...problem, problem: 'OF_A_LATER_RELEASE' };
    expect(readAnswer({ errors: [{ message: 'No.', extensions: unknown }] })).toMatchObject({ formula: null });
    expect(readAnswer({ errors: [{ message: 'No.' }] })).toMatchObject({
      kind: 'refused',
      code: 'UNKNOWN',
      column: null,
    });
    const gone = [{ message: 'The database cannot be reached.', extensions: { code: 'STORE_UNAVAILABLE' } }];
    expect(readAnswer({ data: null, errors: gone })).toEqual({
      kind: 'unreachable',
      detail: 'The database cannot be reached.',
    });
    expect(readAnswer({ status: 'ok' })).toMatchObject({ kind: 'unreachable' });
    expect(readAnswer('<html>')).toMatchObject({ kind: 'unreachable' });
  });
});

describe('the API’s address', () => {
  it('is read from the environment, without a slash at the end', () => {
    expect(apiUrl({})).toBe('http://127.0.0.1:4781');
    expect(apiUrl({ STRATA_API_URL: 'https://api.example/strata/' })).toBe('https://api.example/strata');
    expect(() => apiUrl({ STRATA_API_URL: 'file:///etc' })).toThrow();
  });
});

describe('the media route', () => {
  const asked: string[] = [];
  let left: Promise<void>;
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url?.includes('slow')) {
        left = new Promise((resolve) => response.once('close', resolve));
        response.writeHead(200, { 'content-type': 'image/png' }).write('first bytes');
        return;
      }
      if (request.headers['if-none-match'] === '"known"') response.writeHead(304, { etag: '"known"' }).end();
      else
        response.writeHead(200, { 'content-type': 'image/png', etag: '"known"', 'set-cookie': 'no=1' }).end('picture');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.STRATA_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const get = (path: string[], init: RequestInit & { query?: string } = {}) =>
    GET(new Request(`http://dashboard/media/${path.join('/')}${init.query ?? ''}`, init), {
      params: Promise.resolve({ path }),
    });

  it('passes a picture through with its tag and nothing else of the API', async () => {
    const response = await get(['masks', '12', '3.png'], { query: '?w=256&other=1' });
    expect(await response.text()).toBe('picture');
    expect(response.headers.get('etag')).toBe('"known"');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(asked.at(-1)).toBe('/media/masks/12/3.png?w=256');
  });

  it('answers "not modified" without a body', async () => {
    const response = await get(['masks', '12', '3.png'], { headers: { 'if-none-match': '"known"' } });
    expect(response.status).toBe(304);
    expect(await response.text()).toBe('');
  });

  it.each([[['..', 'graphql']], [['masks', '..', '..', 'graphql']], [['.hidden']], [['a b']], [['%2e%2e', 'graphql']]])(
    'never asks the API for %j',
    async (path) => {
      const before = asked.length;
      expect((await get(path)).status).toBe(404);
      expect(asked).toHaveLength(before);
    },
  );

  it('ends the request to the API when the reader leaves', async () => {
    const reader = new AbortController();
    const response = await get(['masks', 'slow.png'], { signal: reader.signal });
    expect(response.status).toBe(200);
    const reading = response.text();
    reader.abort();
    await expect(reading).rejects.toThrow(/abort/iu);
    await left;
  });

  it('says that the API is away', async () => {
    const before = process.env.STRATA_API_URL;
    process.env.STRATA_API_URL = 'http://127.0.0.1:1';
    expect((await get(['masks', '12', '3.png'])).status).toBe(502);
    process.env.STRATA_API_URL = before;
  });
});

describe('preferences', () => {
  const choose = (fields: Record<string, string>, referer?: string) =>
    POST(
      new Request('http://dashboard/preferences', {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { host: 'dashboard', ...(referer ? { referer } : {}) },
      }),
    );

  it('are remembered, and the reader is back on the same view', async () => {
    const response = await choose({ theme: 'dark' }, 'http://dashboard/models/a/trends?layer=b');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/models/a/trends?layer=b');
    expect(response.headers.get('set-cookie')).toContain('theme=dark;');
    expect((await choose({ locale: 'ja' })).headers.get('set-cookie')).toContain('locale=ja;');
  });

  it('never lead to another host', async () => {
    expect((await choose({ theme: 'dark' }, 'http://elsewhere/page')).headers.get('location')).toBe('/');
    expect((await choose({ theme: 'dark' }, 'http://dashboard//elsewhere/page')).headers.get('location')).toBe(
      '/elsewhere/page',
    );
    expect((await choose({ theme: 'dark' }, 'no address')).headers.get('location')).toBe('/');
  });

  it('ignore values that are none', async () => {
    expect((await choose({ theme: 'x;y' })).headers.get('set-cookie')).toContain('theme=auto;');
    expect((await choose({ locale: 'fr' })).headers.get('set-cookie')).toBeNull();
  });
});
