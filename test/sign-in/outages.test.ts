import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, killDatabase } from '../support/kill-database.ts';
import { VisitorAtProvider } from '../support/openid-provider.ts';
import { within } from '../support/until.ts';
import { ask, begin, comeBack, DOCUMENTS, type PeopleServer, post, signIn, startPeopleServer } from './people.ts';

let server: PeopleServer;

beforeAll(async () => {
  server = await startPeopleServer();
  server.provider.people.set('ann', { name: 'Ann', groups: ['readers'] });
});
afterAll(() => server?.close());

describe('while the provider is away', () => {
  it('who has signed in goes on, signing in says so, and works again afterwards', async () => {
    const { session } = await signIn(server.url, 'ann');
    const begun = await begin(server.url);
    const back = await new VisitorAtProvider().signIn(begun.location.href, 'ann');
    await server.provider.stop();
    expect((await ask(server.url, DOCUMENTS.viewer, session)).status).toBe(200);
    const answer = await comeBack(server.url, back.search.slice(1), begun.cookie);
    expect([answer.status, answer.code]).toEqual([503, 'PROVIDER_UNREACHABLE']);
    expect(answer.body.errors?.[0]?.message).toContain('the House');
    // Nobody is sent to where nothing answers, though it is known where that is.
    expect((await post(`${server.url}/session/oidc`, { next: '/' })).code).toBe('PROVIDER_UNREACHABLE');
    // A server that starts meanwhile has never heard of the provider.
    const late = await server.another();
    const refused = await post(`${late.url}/session/oidc`, { next: '/' });
    expect([refused.status, refused.code]).toEqual([503, 'PROVIDER_UNREACHABLE']);
    expect((await ask(late.url, DOCUMENTS.viewer, session)).status).toBe(200);
    await fetch(`${late.url}/session`, { method: 'DELETE', headers: session });
    expect((await ask(server.url, DOCUMENTS.viewer, session)).status).toBe(401);
    await server.provider.start();
    for (const url of [server.url, late.url]) expect((await signIn(url, 'ann')).status).toBe(200);
  });

  it.each([
    ['says something else', 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\nhi'],
    ['fails', 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'],
    ['is cut off', ''],
  ])('and what stands in front of it %s, signing in says so', async (_, said) => {
    const front = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(said));
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const { port } = front.address() as { port: number };
    const { url } = await server.another({ issuer: `http://127.0.0.1:${port}` });
    const answer = await post(`${url}/session/oidc`, { next: '/' });
    front.close();
    expect([answer.status, answer.code]).toEqual([503, 'PROVIDER_UNREACHABLE']);
  });
});

describe('while the database is away', () => {
  it('signing in, and all that follows, is answered 503 like everything else', async () => {
    const { session } = await signIn(server.url, 'ann');
    const begun = await begin(server.url);
    const back = await new VisitorAtProvider().signIn(begun.location.href, 'ann');
    await killDatabase(await dataFolder(server.store));
    // What its server had begun for this one may still answer for a moment.
    const isGone = async () => (await ask(server.url, DOCUMENTS.viewer, session)).status === 503;
    await within(isGone, 'The database still answers.');
    const answers = await Promise.all([
      post(`${server.url}/session/oidc`, { next: '/' }),
      comeBack(server.url, back.search.slice(1), begun.cookie),
      ask(server.url, DOCUMENTS.viewer, session),
    ]);
    expect(answers.map(({ status, code }) => [status, code])).toEqual(answers.map(() => [503, 'STORE_UNAVAILABLE']));
    expect(JSON.stringify(answers)).not.toContain('127.0.0.1');
    // What the provider says is known without the database.
    expect((await fetch(`${server.url}/session`)).status).toBe(200);
  });
});
