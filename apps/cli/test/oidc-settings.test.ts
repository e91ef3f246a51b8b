import { describe, expect, it } from 'vitest';
import { readOidcSettings, withoutClientSecret } from '../src/serve/oidc-settings.ts';

const PAGES = 'http://127.0.0.1:4780';
const SET = {
  STRATA_OIDC_ISSUER: 'https://login.strata.example/realms/lab',
  STRATA_OIDC_CLIENT_ID: 'strata',
  STRATA_OIDC_CLIENT_SECRET: 'secret',
  STRATA_OIDC_GROUPS: 'lab=viewer; operators = Admin ;',
};
const read = (changes: Record<string, string | undefined> = {}) => readOidcSettings({ ...SET, ...changes }, PAGES);

describe('the settings of people’s sign-in', () => {
  it('are none where nothing is set, or set to nothing', () => {
    expect(readOidcSettings({}, PAGES)).toBeUndefined();
    expect(readOidcSettings({ STRATA_OIDC_ISSUER: ' ', STRATA_OIDC_CLIENT_ID: '' }, null)).toBeUndefined();
  });

  it('have defaults for all but provider, client and groups', () => {
    expect(read()).toEqual({
      issuer: SET.STRATA_OIDC_ISSUER,
      clientId: 'strata',
      clientSecret: 'secret',
      scope: 'openid profile',
      groupsClaim: 'groups',
      roles: new Map([
        ['lab', 'VIEWER'],
        ['operators', 'ADMIN'],
      ]),
      name: 'login.strata.example',
      sessionSeconds: 43_200,
      pagesUrl: PAGES,
    });
    expect(read({ STRATA_OIDC_CLIENT_SECRET: undefined })?.clientSecret).toBeNull();
    expect(read({ STRATA_OIDC_HOURS: '0.5' })?.sessionSeconds).toBe(1_800);
    expect(read({ STRATA_PAGES_URL: 'https://strata.example/' })?.pagesUrl).toBe('https://strata.example');
  });

  it('take groups as directories name them, and names that every object has', () => {
    const groups = 'cn=a,ou=lab=reviewer;__proto__=viewer;*=viewer';
    expect([...(read({ STRATA_OIDC_GROUPS: groups })?.roles ?? [])]).toEqual([
      ['cn=a,ou=lab', 'REVIEWER'],
      ['__proto__', 'VIEWER'],
      ['*', 'VIEWER'],
    ]);
  });

  it.each([
    ['STRATA_OIDC_ISSUER', 'http://login.strata.example', 'https'],
    ['STRATA_OIDC_ISSUER', 'ftp://127.0.0.1', 'https'],
    ['STRATA_OIDC_ISSUER', 'login', 'https'],
    ['STRATA_OIDC_ISSUER', undefined, 'address of the OpenID provider'],
    ['STRATA_OIDC_CLIENT_ID', undefined, 'what Strata is called'],
    ['STRATA_OIDC_GROUPS', undefined, 'who may do what'],
    ['STRATA_OIDC_GROUPS', 'lab=owner', 'found "lab=owner"'],
    ['STRATA_OIDC_GROUPS', '=admin', 'found "=admin"'],
    ['STRATA_OIDC_GROUPS', ';', 'a group at least'],
    ['STRATA_OIDC_SCOPE', 'profile groups', '"openid"'],
    ['STRATA_OIDC_HOURS', 'never', 'hours'],
    ['STRATA_PAGES_URL', 'http://strata.example', 'https'],
  ])('say what is wrong with %s as %s', (name, value, part) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`${name}.*${part}`));
  });

  it('keep the secret from processes that need not know it', () => {
    const { STRATA_OIDC_CLIENT_SECRET: _, ...rest } = SET;
    expect(withoutClientSecret(SET)).toEqual(rest);
  });

  it('ask where the pages are when only somebody can tell', () => {
    expect(() => readOidcSettings(SET, null)).toThrow(/STRATA_PAGES_URL/);
    expect(readOidcSettings({ ...SET, STRATA_PAGES_URL: 'http://127.0.0.1:1' }, null)?.pagesUrl).toBe(
      'http://127.0.0.1:1',
    );
  });
});
