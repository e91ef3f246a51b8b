import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, OTHER_CLIENT_ID, type TokenAnswer, VisitorAtProvider } from '../support/openid-provider.ts';
import { begin, comeBack, type PeopleServer, signIn, startPeopleServer } from './people.ts';

let server: PeopleServer;

beforeAll(async () => {
  server = await startPeopleServer({}, { claimsInToken: true });
  server.provider.people.set('ann', { name: 'Ann', groups: ['readers'] });
  server.provider.people.set('eve', { name: 'Eve', groups: ['operators'] });
});
afterAll(() => server?.close());
afterEach(() => {
  server.provider.tamper = undefined;
});

/** What came of it: the status, the code, and whether there is a session. */
async function outcome(answer: Promise<{ status: number; code: string | undefined; cookies: readonly string[] }>) {
  const { status, code, cookies } = await answer;
  return [status, code ?? 'OK', cookies.some((one) => one.startsWith('strata_session=session_'))];
}
const LOST = [400, 'SIGN_IN_LOST', false];
const BAD = [401, 'BAD_TOKEN', false];
const GOOD = [200, 'OK', true];

/** Goes to the provider and comes back, with what the browser was sent back with. */
async function gone(login = 'ann') {
  const begun = await begin(server.url);
  const back = await new VisitorAtProvider().signIn(begun.location.href, login);
  return { ...begun, query: back.search.slice(1), parameters: back.searchParams };
}

describe('an answer of the provider', () => {
  it('works once, also when it comes twice at the same time', async () => {
    const { query, cookie } = await gone();
    const both = await Promise.all([1, 2].map(() => outcome(comeBack(server.url, query, cookie))));
    expect(both.sort()).toEqual([GOOD, LOST]);
    expect(await outcome(comeBack(server.url, query, cookie))).toEqual(LOST);
  });

  it('works in the browser that asked for it, and in no other', async () => {
    const { query, cookie } = await gone();
    const other = await begin(server.url);
    expect(await outcome(comeBack(server.url, query, other.cookie))).toEqual(LOST);
    expect(await outcome(comeBack(server.url, query, ''))).toEqual(LOST);
    expect(await outcome(comeBack(server.url, query, 'strata_sign_in=signin_x'))).toEqual(LOST);
    const forged = cookie.replace(/[\w-]{43}$/, 'A'.repeat(43));
    expect(await outcome(comeBack(server.url, query, forged))).toEqual(LOST);
    // None of that has used it up.
    expect(await outcome(comeBack(server.url, query, cookie))).toEqual(GOOD);
  });

  it('with a stolen code is worth nothing, whichever browser shows it with a state of its own', async () => {
    const victim = await gone('eve');
    const thief = await begin(server.url);
    const query = new URLSearchParams(victim.query);
    query.set('state', thief.location.searchParams.get('state') ?? '');
    expect(await outcome(comeBack(server.url, query.toString(), thief.cookie))).toEqual(LOST);
  });

  it('with a forged state does not break off the sign-in that is under way', async () => {
    const { query, cookie } = await gone();
    for (const forged of ['', 'state=x', query.replace(/state=[^&]+/, 'state=x'), `state=x&${query}`])
      expect(await outcome(comeBack(server.url, forged, cookie)), forged).toEqual(LOST);
    expect(await outcome(comeBack(server.url, query, cookie))).toEqual(GOOD);
  });

  it('that comes too late is told so', async () => {
    const { query, cookie } = await gone();
    await server.store.pool.query(`update sign_in set expires_at = now() - interval '1 second'`);
    expect(await outcome(comeBack(server.url, query, cookie))).toEqual(LOST);
    await begin(server.url);
    expect((await server.store.pool.query('select count(*)::int as n from sign_in')).rows).toEqual([{ n: 1 }]);
  });

  it('that says it is of another provider, or does not say of which, is not believed', async () => {
    const one = await gone();
    const other = one.query.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example');
    expect(await outcome(comeBack(server.url, other, one.cookie))).toEqual(BAD);
    const two = await gone();
    expect(await outcome(comeBack(server.url, two.query.replace(/&?iss=[^&]+/, ''), two.cookie))).toEqual(BAD);
  });
});

describe('an ID token', () => {
  const signInWith = async (change: (claims: JWTPayload) => JWTPayload) => {
    server.provider.tamper = async (answer) => {
      answer.id_token = await server.provider.sign(change(decodeJwt(answer.id_token ?? '')));
    };
    return outcome(signIn(server.url, 'ann'));
  };
  const now = () => Math.floor(Date.now() / 1000);

  it('is taken when nothing is changed, so that each of the following is refused for what it changes', async () => {
    expect(await signInWith((claims) => claims)).toEqual(GOOD);
  });

  it('that was asked for with another nonce is refused', async () => {
    const { location, cookie } = await begin(server.url);
    location.searchParams.set('nonce', 'another');
    const back = await new VisitorAtProvider().signIn(location.href, 'ann');
    expect(await outcome(comeBack(server.url, back.search.slice(1), cookie))).toEqual(BAD);
    expect(await signInWith(({ nonce: _, ...claims }) => claims)).toEqual(BAD);
  });

  it('that the provider made for another application is refused, though it is whole and signed', async () => {
    const { location, cookie } = await begin(server.url);
    const stolen = await tokenOfOther(location.searchParams.get('nonce') ?? '');
    expect(decodeJwt(stolen)).toMatchObject({ aud: OTHER_CLIENT_ID, sub: 'eve' });
    server.provider.tamper = (answer) => {
      answer.id_token = stolen;
    };
    const back = await new VisitorAtProvider().signIn(location.href, 'ann');
    expect(await outcome(comeBack(server.url, back.search.slice(1), cookie))).toEqual(BAD);
  });

  it.each<[string, (claims: JWTPayload) => JWTPayload]>([
    ['is of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['is for others beside us, and not for us first', (claims) => ({ ...claims, aud: ['strata', 'x'], azp: 'x' })],
    ['is ten minutes too old', (claims) => ({ ...claims, exp: now() - 600 })],
    ['begins in ten minutes', (claims) => ({ ...claims, nbf: now() + 600 })],
    ['never ends', ({ exp: _, ...claims }) => claims],
    ['is of nobody', ({ sub: _, ...claims }) => claims],
    ['names somebody with a line break', (claims) => ({ ...claims, sub: 'ann\n' })],
    ['names somebody with a NUL', (claims) => ({ ...claims, sub: 'ann\u0000' })],
    ['names somebody too long', (claims) => ({ ...claims, sub: 'a'.repeat(256) })],
  ])('that %s is refused', async (_, change) => {
    expect(await signInWith(change)).toEqual(BAD);
  });

  it.each<[string, (claims: JWTPayload) => JWTPayload]>([
    ['fast', (claims) => ({ ...claims, iat: now() + 20, nbf: now() + 20 })],
    ['slow', (claims) => ({ ...claims, iat: now() - 400, exp: now() - 20 })],
  ])('of a provider whose clock is 20 s %s is taken', async (_, change) => {
    expect(await signInWith(change)).toEqual(GOOD);
  });

  it.each<[string, (claims: JWTPayload) => Promise<string> | string]>([
    ['not signed', (claims) => new UnsecuredJWT(claims).encode()],
    [
      'signed with the client’s secret',
      (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(CLIENT_SECRET)),
    ],
    ['signed with another key of the same name', (claims) => signedByAnother(claims, { alg: 'RS256', kid: 'test' })],
    ['signed with a key that is nobody’s', (claims) => signedByAnother(claims, { alg: 'RS256', kid: 'other' })],
    ['signed in another way', (claims) => signedByAnother(claims, { alg: 'ES512', kid: 'test' })],
  ])('that is %s is refused', async (_, sign) => {
    server.provider.tamper = async (answer: TokenAnswer) => {
      answer.id_token = await sign(decodeJwt(answer.id_token ?? ''));
    };
    expect(await outcome(signIn(server.url, 'ann'))).toEqual(BAD);
  });

  it('whose claims were changed under its signature is refused', async () => {
    server.provider.tamper = (answer) => {
      const [header, , signature] = (answer.id_token ?? '').split('.');
      const claims = { ...decodeJwt(answer.id_token ?? ''), groups: ['operators'] };
      answer.id_token = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    };
    expect(await outcome(signIn(server.url, 'ann'))).toEqual(BAD);
  });

  it('that does not come is missed', async () => {
    server.provider.tamper = (answer) => {
      delete answer.id_token;
    };
    expect(await outcome(signIn(server.url, 'ann'))).toEqual(BAD);
  });

  it('names people so that no line and no terminal is spoilt', async () => {
    await signInWith((claims) => ({ ...claims, name: ' \u001b[2J\u202eAnn\nB.\u0000 ' }));
    const { rows } = await server.store.pool.query(`select name from person where subject = 'ann'`);
    expect(rows).toEqual([{ name: '[2J Ann B.' }]);
  });
});

describe('a client that the provider does not know as such', () => {
  it('is told what to compare, and no secret', async () => {
    const wrong = await server.another({ clientSecret: 'wrong' });
    const { status, code, body } = await signIn(wrong.url, 'ann');
    expect([status, code]).toEqual([500, 'WRONG_CLIENT']);
    expect(body.errors?.[0]?.message).toMatch(/STRATA_OIDC_CLIENT_ID, STRATA_OIDC_CLIENT_SECRET/);
    expect(JSON.stringify(body)).not.toContain('wrong');
  });
});

async function signedByAnother(claims: JWTPayload, header: { alg: string; kid: string }): Promise<string> {
  const { privateKey } = await generateKeyPair(header.alg);
  return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
}

/** A token that the provider truly gives another of its applications, for somebody with more rights. */
async function tokenOfOther(nonce: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const redirect = `${server.url}/session/oidc/callback`;
  const location = new URL(`${server.provider.issuer}/auth`);
  location.search = new URLSearchParams({
    client_id: OTHER_CLIENT_ID,
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirect,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const back = await new VisitorAtProvider().signIn(location.href, 'eve');
  const response = await fetch(`${server.provider.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${OTHER_CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: redirect,
      code_verifier: verifier,
    }),
  });
  return ((await response.json()) as TokenAnswer).id_token ?? '';
}
