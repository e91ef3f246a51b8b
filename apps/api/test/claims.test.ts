import { describe, expect, it } from 'vitest';
import { groupsOf, nameOf, roleOf } from '../src/auth/oidc/claims.ts';

describe('the groups of a claim', () => {
  it.each([
    [{ groups: ['a', 'b'] }, 'groups', ['a', 'b']],
    [{ groups: 'a b' }, 'groups', ['a b']],
    [{ groups: ['a', 7, null, ['b']] }, 'groups', ['a']],
    [{ groups: [] }, 'groups', []],
    [{ realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
    // An address for a name has dots of its own.
    [{ 'https://strata.example/groups': ['a'] }, 'https://strata.example/groups', ['a']],
    [{}, 'groups', null],
    [{ groups: { a: true } }, 'groups', null],
    [{ realm_access: null }, 'realm_access.roles', null],
    [{}, 'constructor.name', null],
    [{}, '__proto__', null],
  ])('%j by %s are %j', (claims, claim, groups) => {
    expect(groupsOf(claims, claim)).toEqual(groups);
  });
});

describe('a role', () => {
  const roles = new Map([
    ['lab', 'VIEWER'],
    ['operators', 'ADMIN'],
  ] as const);

  it('is the highest of the groups, whatever their order', () => {
    expect(roleOf(['lab', 'operators'], roles)).toBe('ADMIN');
    expect(roleOf(['operators', 'lab'], roles)).toBe('ADMIN');
    expect(roleOf(['lab', 'x'], roles)).toBe('VIEWER');
  });

  it('is none for other groups, and for names that are only alike', () => {
    for (const groups of [[], ['Lab'], ['lab '], ['operators,lab'], ['constructor'], ['*']])
      expect(roleOf(groups, roles)).toBeNull();
  });

  it('can be everybody’s, which a group of that name does not take', () => {
    const all = new Map([['*', 'VIEWER'] as const, ['lab', 'REVIEWER'] as const]);
    expect([roleOf([], all), roleOf(['lab'], all)]).toEqual(['VIEWER', 'REVIEWER']);
  });
});

describe('a name', () => {
  it('is the first of name, user name and address that can be read, else the subject', () => {
    expect(nameOf({ name: 'Ann', preferred_username: 'a' }, 's')).toBe('Ann');
    expect(nameOf({ name: '\u0007 ', preferred_username: 'a' }, 's')).toBe('a');
    expect(nameOf({ name: 7, email: 'a@strata.example' }, 's')).toBe('a@strata.example');
    expect(nameOf({}, 's')).toBe('s');
    expect(nameOf({ name: '𝔸'.repeat(200) }, 's')).toBe('𝔸'.repeat(100));
  });
});
