import { decodeJwt, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, VisitorAtProvider } from '../support/openid-provider.ts';
import { startStrata } from '../support/strata.ts';
import { ended } from '../support/until.ts';
import { ask, DOCUMENTS, type PeopleServer, signIn, startPeopleServer } from './people.ts';

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';
let server: PeopleServer;

beforeAll(async () => {
  server = await startPeopleServer();
  for (const login of ['ann', 'rob', 'kim'])
    server.provider.people.set(login, { name: login.toUpperCase(), groups: ['readers'] });
});
afterAll(() => server?.close());

const statusOf = async (session: { cookie: string }) => (await ask(server.url, DOCUMENTS.viewer, session)).status;

/** Opens a stream; says when it has ended. */
async function openStream(session: { cookie: string }): Promise<{ ended: Promise<string>; isOpen: () => boolean }> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...session },
    body: JSON.stringify({ documentId: DOCUMENTS.events }),
  });
  expect(response.status).toBe(200);
  let open = true;
  const text = response.text().finally(() => {
    open = false;
  });
  return { ended: text, isOpen: () => open };
}

/** `strata session …`; this process serves the API meanwhile. */
async function session(...args: string[]) {
  const child = startStrata(['session', ...args], { home: server.home });
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  return { ...(await ended(child)), stdout };
}

const idOf = ({ cookie }: { cookie: string }) => /session_([0-9a-f]{16})_/.exec(cookie)?.[1] ?? '';

describe('a person’s session ends', () => {
  it('when they sign out, with the streams that are open in it and no other', async () => {
    const one = await signIn(server.url, 'ann');
    const other = await signIn(server.url, 'ann');
    const [stream, kept] = [await openStream(one.session), await openStream(other.session)];
    await fetch(`${server.url}/session`, { method: 'DELETE', headers: one.session });
    await stream.ended;
    expect([await statusOf(one.session), await statusOf(other.session), kept.isOpen()]).toEqual([401, 200, true]);
    await fetch(`${server.url}/session`, { method: 'DELETE', headers: other.session });
    await kept.ended;
  });

  it('by time', async () => {
    const { session } = await signIn(server.url, 'ann');
    const { rows } = await server.store.pool.query(
      'select extract(epoch from expires_at - created_at)::int as seconds from session where lookup = $1',
      [idOf(session)],
    );
    expect(rows).toEqual([{ seconds: 3_600 }]);
    await server.store.pool.query(`update session set expires_at = now() - interval '1 second'`);
    expect(await statusOf(session)).toBe(401);
  });

  it('by command: one, a person’s, or all, and its streams at once', async () => {
    const [one, two, rob] = [
      await signIn(server.url, 'ann'),
      await signIn(server.url, 'ann'),
      await signIn(server.url, 'rob'),
    ];
    const stream = await openStream(one.session);
    const listed = await session('ls');
    expect(listed.stdout).toMatch(
      new RegExp(`^${idOf(rob.session)}  viewer    begun [-\\d: ]{16}  until [-\\d: ]{16}  ROB \\(rob\\)\n`),
    );
    expect(listed.stdout).not.toContain(one.session.cookie.split('_').at(-1));
    expect(await session('end', idOf(one.session))).toMatchObject({ status: 0, stdout: 'Ended 1 session.\n' });
    await stream.ended;
    expect(await Promise.all([one, two, rob].map((each) => statusOf(each.session)))).toEqual([401, 200, 200]);
    expect(await session('end', '--person', 'ann')).toMatchObject({ status: 0, stdout: 'Ended 1 session.\n' });
    expect(await Promise.all([two, rob].map((each) => statusOf(each.session)))).toEqual([401, 200]);
    expect(await session('end', '--all')).toMatchObject({ status: 0, stdout: 'Ended 1 session.\n' });
    expect(await statusOf(rob.session)).toBe(401);
    const { rows } = await server.store.pool.query(
      `select target from audit_entry where operation = 'endSessions' order by id`,
    );
    expect(rows.map(({ target }) => target)).toEqual([idOf(one.session), 'ann', 'all']);
  });

  it('only when exactly one thing is named that there is', async () => {
    server.provider.people.set('double', { name: 'ANN', groups: ['readers'] });
    await signIn(server.url, 'double');
    const wrong = [
      [['end'], 'Expected one of'],
      [['end', '--all', '--person', 'ann'], 'Expected one of'],
      [['end', 'ffffffffffffffff'], 'there is none'],
      [['end', '--person', 'nobody'], 'Nobody called "nobody"'],
      [['end', '--person', 'ANN'], 'Several people are called "ANN"'],
    ] as const;
    const done = await Promise.all(wrong.map(([args]) => session(...args)));
    expect(done.map(({ status, stderr }) => [status, stderr])).toEqual(
      wrong.map(([, said]) => [1, expect.stringContaining(said)]),
    );
  });

  it('when it ends at the provider, with its streams, and no other person’s', async () => {
    const visitor = new VisitorAtProvider();
    const [ann, rob] = [await signIn(server.url, 'ann', visitor), await signIn(server.url, 'rob')];
    const again = await signIn(server.url, 'ann');
    const stream = await openStream(ann.session);
    const { provider } = (await (await fetch(`${server.url}/session`)).json()) as { provider: { endUrl: string } };
    await visitor.signOut(provider.endUrl);
    await stream.ended;
    // The same person at another browser has another session there.
    expect(await Promise.all([ann, rob, again].map((each) => statusOf(each.session)))).toEqual([401, 200, 200]);
  });
});

describe('a logout token', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const claims = (changes: Record<string, unknown> = {}): JWTPayload => ({
    iss: server.provider.issuer,
    aud: 'strata',
    iat: now(),
    jti: crypto.randomUUID(),
    events: { [LOGOUT]: {} },
    sub: 'kim',
    ...changes,
  });
  const send = async (token: string) =>
    (
      await fetch(`${server.url}/session/oidc/logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
      })
    ).status;

  it('that names a person ends all their sessions, and works once', async () => {
    const [one, two] = [await signIn(server.url, 'kim'), await signIn(server.url, 'kim')];
    const token = await server.provider.sign(claims());
    expect(await send(token)).toBe(200);
    expect([await statusOf(one.session), await statusOf(two.session)]).toEqual([401, 401]);
    const later = await signIn(server.url, 'kim');
    expect(await send(token)).toBe(401);
    expect(await statusOf(later.session)).toBe(200);
    expect(await send(await server.provider.sign(claims({ sub: 'nobody here' })))).toBe(200);
    expect(await statusOf(later.session)).toBe(200);
  });

  it('that names a session ends it, and those of the person that the provider gave no name', async () => {
    const [named, unnamed, ann] = [
      await signIn(server.url, 'kim'),
      await signIn(server.url, 'kim'),
      await signIn(server.url, 'ann'),
    ];
    const query = 'update session set provider_session = $1 where lookup = $2';
    await server.store.pool.query(query, ['one', idOf(named.session)]);
    for (const { session } of [unnamed, ann]) await server.store.pool.query(query, [null, idOf(session)]);
    const statuses = () => Promise.all([named, unnamed, ann].map((each) => statusOf(each.session)));
    expect(await send(await server.provider.sign(claims({ sid: 'other', sub: undefined })))).toBe(200);
    expect(await statuses()).toEqual([200, 200, 200]);
    expect(await send(await server.provider.sign(claims({ sid: 'other' })))).toBe(200);
    expect(await statuses()).toEqual([200, 401, 200]);
    expect(await send(await server.provider.sign(claims({ sid: 'one', sub: undefined })))).toBe(200);
    expect(await statuses()).toEqual([401, 401, 200]);
  });

  it.each<[string, () => Promise<string> | string]>([
    ['is for another application', () => server.provider.sign(claims({ aud: 'other' }))],
    ['is of another issuer', () => server.provider.sign(claims({ iss: 'https://evil.example' }))],
    ['is old', () => server.provider.sign(claims({ iat: now() - 3_600 }))],
    ['has a nonce, as ID tokens have', () => server.provider.sign(claims({ nonce: 'x' }))],
    ['names no event', () => server.provider.sign(claims({ events: undefined }))],
    ['names another event', () => server.provider.sign(claims({ events: { x: {} } }))],
    ['names nobody', () => server.provider.sign(claims({ sub: undefined }))],
    ['can’t be told from another', () => server.provider.sign(claims({ jti: undefined }))],
    ['is not signed', () => new UnsecuredJWT(claims()).encode()],
    [
      'is signed with the client’s secret',
      async () => {
        return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(CLIENT_SECRET));
      },
    ],
    ['is none', () => 'x'],
    ['is empty', () => ''],
  ])('that %s ends nothing', async (_, token) => {
    const kim = await signIn(server.url, 'kim');
    expect(await send(await token())).toBe(401);
    expect(await statusOf(kim.session)).toBe(200);
  });

  it('can’t be an ID token', async () => {
    let idToken = '';
    server.provider.tamper = (answer) => {
      idToken = answer.id_token ?? '';
    };
    const kim = await signIn(server.url, 'kim');
    server.provider.tamper = undefined;
    expect(decodeJwt(idToken).sub).toBe('kim');
    expect(await send(idToken)).toBe(401);
    expect(await statusOf(kim.session)).toBe(200);
  });
});
