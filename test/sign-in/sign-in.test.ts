import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VisitorAtProvider } from '../support/openid-provider.ts';
import { ask, begin, comeBack, DOCUMENTS, type PeopleServer, signIn, startPeopleServer } from './people.ts';

let server: PeopleServer;

beforeAll(async () => {
  server = await startPeopleServer();
  const { people } = server.provider;
  people.set('ann', { name: 'Ann Ito', groups: ['staff', 'readers'] });
  people.set('rob', { name: 'Rob', groups: ['judges', 'readers'] });
  people.set('eve', { name: 'Eve', groups: ['operators'] });
  people.set('max', { name: 'Max', groups: ['staff'] });
  people.set('kim', { name: 'Kim' });
});
afterAll(() => server?.close());

const sessionsOf = async () => (await server.store.pool.query('select count(*)::int as n from session')).rows[0].n;

describe('a person', () => {
  it.each([
    ['ann', { role: 'VIEWER', name: 'Ann Ito', canReview: false, canRun: false, canAudit: false }],
    ['rob', { role: 'REVIEWER', name: 'Rob', canReview: true, canRun: false, canAudit: false }],
    ['eve', { role: 'ADMIN', name: 'Eve', canReview: true, canRun: true, canAudit: true }],
  ])('signs in as %s with the highest role of their groups, and goes on to the page', async (login, can) => {
    const { status, body, session } = await signIn(server.url, login);
    expect([status, body]).toEqual([200, { next: '/runs' }]);
    const viewer = await ask(server.url, DOCUMENTS.viewer, session);
    expect(viewer.body.data).toEqual({ viewer: { ...can, subject: login, keyName: null } });
  });

  it('gets a cookie that no script reads, that comes along from the provider, and that ends when the session does', async () => {
    const { cookies } = await signIn(server.url, 'ann');
    expect(cookies).toEqual([
      expect.stringMatching(
        /^strata_session=session_[0-9a-f]{16}_[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/,
      ),
      'strata_sign_in=; Path=/session/oidc; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
    const https = await server.another({ pagesUrl: 'https://strata.example' });
    const answer = await fetch(`${https.url}/session/oidc`, { method: 'POST' });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^strata_sign_in=signin_[^;]+; Path=\/session\/oidc; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  it('is sent off with a challenge, a state and a nonce that tell nothing of each other or the cookie', async () => {
    const one = await begin(server.url);
    const { searchParams } = one.location;
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'strata',
      redirect_uri: `${server.url}/session/oidc/callback`,
      scope: 'openid profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const values = ['state', 'nonce', 'code_challenge'].map((name) => searchParams.get(name));
    expect(new Set([...values, one.cookie.split('_').at(-1)]).size).toBe(4);
    const other = await begin(server.url);
    for (const value of values) expect([...other.location.searchParams.values()]).not.toContain(value);
    // Nothing that is kept helps whoever reads it.
    const { rows } = await server.store.pool.query('select s::text as kept from sign_in s');
    for (const value of [...values, one.cookie.split('_').at(-1)]) expect(JSON.stringify(rows)).not.toContain(value);
  });

  it.each(['max', 'kim'])(
    'whose groups have no role (%s) is told so, gets no session, and stands in the audit',
    async (login) => {
      const before = await sessionsOf();
      const { status, code, body, cookies } = await signIn(server.url, login);
      expect([status, code]).toEqual([403, 'NO_ROLE']);
      expect(body.errors?.[0]?.message).toContain('You signed in, but none of your groups has a role here. Ask ');
      expect(cookies.join()).not.toContain('strata_session');
      expect(await sessionsOf()).toBe(before);
      const { rows } = await server.store.pool.query(
        'select subject, role, outcome from audit_entry order by id desc limit 1',
      );
      expect(rows).toEqual([{ subject: login, role: 'NONE', outcome: 'NO_ROLE' }]);
    },
  );

  it('is in the audit by name and by the provider’s own name, for signing in and for what they try', async () => {
    const { session } = await signIn(server.url, 'ann');
    expect((await ask(server.url, DOCUMENTS.cancelRun, session)).code).toBe('FORBIDDEN');
    const admin = await signIn(server.url, 'eve');
    const { rows } = await server.store.pool.query(
      'select actor, subject, role, operation, outcome, person_id is not null as known, api_key_id from audit_entry order by id desc limit 3',
    );
    const entry = { known: true, api_key_id: null };
    const ann = { ...entry, actor: 'Ann Ito', subject: 'ann', role: 'VIEWER' };
    expect(rows).toEqual([
      { ...entry, actor: 'Eve', subject: 'eve', role: 'ADMIN', operation: 'signIn', outcome: 'OK' },
      { ...ann, operation: 'cancelRun', outcome: 'FORBIDDEN' },
      { ...ann, operation: 'signIn', outcome: 'OK' },
    ]);
    const audit = await ask(server.url, DOCUMENTS.audit, admin.session);
    expect(audit.body.data).toEqual({
      auditEntries: { nodes: [{ actor: 'Eve', subject: 'eve', role: 'ADMIN', operation: 'signIn', outcome: 'OK' }] },
    });
    expect((await ask(server.url, DOCUMENTS.audit, session)).code).toBe('FORBIDDEN');
  });

  it('has the role of the latest sign-in in all sessions, and none of them when the groups have none any more', async () => {
    server.provider.people.set('tom', { name: 'Tom', groups: ['operators'] });
    const first = await signIn(server.url, 'tom');
    const roleOf = async () => (await ask(server.url, DOCUMENTS.viewer, first.session)).body.data?.viewer;
    expect(await roleOf()).toMatchObject({ role: 'ADMIN' });
    server.provider.people.set('tom', { name: 'Tom T.', groups: ['readers'] });
    await signIn(server.url, 'tom');
    expect(await roleOf()).toMatchObject({ role: 'VIEWER', name: 'Tom T.' });
    server.provider.people.set('tom', { name: 'Tom', groups: [] });
    expect((await signIn(server.url, 'tom')).code).toBe('NO_ROLE');
    expect((await ask(server.url, DOCUMENTS.viewer, first.session)).status).toBe(401);
  });

  it('may write no query of their own, and sees no picture without the session', async () => {
    const { session } = await signIn(server.url, 'eve');
    const free = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...session },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(free.status).toBe(403);
    const picture = (headers: Record<string, string>) => fetch(`${server.url}/media/samples/1.webp`, { headers });
    expect([(await picture({})).status, (await picture(session)).status]).toEqual([401, 404]);
  });

  it('who comes back after breaking it off is told so', async () => {
    const { location, cookie } = await begin(server.url);
    const refused = `error=access_denied&iss=${encodeURIComponent(server.provider.issuer)}&state=${location.searchParams.get('state')}`;
    const answer = await comeBack(server.url, refused, cookie);
    expect([answer.status, answer.code]).toEqual([403, 'SIGN_IN_REFUSED']);
  });

  it('need not sign in at the provider twice, and is told on the pages what the provider is called', async () => {
    const visitor = new VisitorAtProvider();
    await signIn(server.url, 'ann', visitor);
    expect((await signIn(server.url, 'nobody', visitor)).status).toBe(200);
    const said = await (await fetch(`${server.url}/session`)).json();
    expect(said).toEqual({
      provider: { name: 'the House', endUrl: expect.stringContaining(`${server.provider.issuer}/session/end?`) },
    });
  });
});

describe('where nothing is configured', () => {
  it('people can’t sign in, and the sessions of those who had are nobody’s', async () => {
    const { session } = await signIn(server.url, 'ann');
    const without = await server.another(null);
    expect(await (await fetch(`${without.url}/session`)).json()).toEqual({ provider: null });
    expect((await fetch(`${without.url}/session/oidc`, { method: 'POST' })).status).toBe(404);
    expect((await ask(without.url, DOCUMENTS.viewer, session)).status).toBe(401);
    const elsewhere = await server.another({ issuer: 'http://127.0.0.1:9' });
    expect((await ask(elsewhere.url, DOCUMENTS.viewer, session)).status).toBe(401);
    expect((await ask(server.url, DOCUMENTS.viewer, session)).status).toBe(200);
  });
});
