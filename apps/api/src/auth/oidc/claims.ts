import type { Role } from '@strata/db';
import { ROLES } from '@strata/db';
import type { OidcSettings } from './settings.ts';

/** What the provider says of somebody: the ID token's claims, or the user's information. */
export type Claims = Readonly<Record<string, unknown>>;

const NAME_CHARACTERS_MAX = 100;
/** As OpenID Connect has it for subjects. */
const ID_CHARACTERS_MAX = 255;
/** Characters that no terminal and no line of text should be given: controls, and what turns writing round. */
const UNWRITABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const EVERYBODY = '*';

/** The name that people know somebody by, fit for a line; the subject where there is none. */
export function nameOf(claims: Claims, subject: string): string {
  for (const claim of ['name', 'preferred_username', 'email'])
    if (typeof claims[claim] === 'string') {
      const name = claims[claim].replace(UNWRITABLE, ' ').trim();
      if (name !== '') return [...name].slice(0, NAME_CHARACTERS_MAX).join('');
    }
  return [...subject].slice(0, NAME_CHARACTERS_MAX).join('');
}

/** An identifier of the provider's; null for what is none, or too long to be one. */
export function identifierOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || value.length > ID_CHARACTERS_MAX) return null;
  return value.search(UNWRITABLE) >= 0 ? null : value;
}

/**
 * The groups that the claim names: a list of texts, or one text. A name with dots is looked for as it is, and then as a
 * path through objects.
 * @returns null when there is no such claim
 */
export function groupsOf(claims: Claims, claim: string): string[] | null {
  const found = Object.hasOwn(claims, claim) ? claims[claim] : follow(claims, claim.split('.'));
  if (typeof found === 'string') return [found];
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : null;
}

/** The highest role that one of the groups has, or everybody; null for none. */
export function roleOf(groups: readonly string[], roles: OidcSettings['roles']): Role | null {
  const found = [...groups.filter((group) => group !== EVERYBODY), EVERYBODY].map((group) => roles.get(group));
  return ROLES.findLast((role) => found.includes(role)) ?? null;
}

function follow(claims: Claims, path: readonly string[]): unknown {
  let at: unknown = claims;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Claims)[name];
  }
  return at;
}
