import type { OidcSettings } from '@strata/api';
import { ROLES, type Role } from '@strata/db';
import { isLoopback, StrataError } from '@strata/domain';
import { z } from 'zod';

const HOUR_SECONDS = 3_600;
const SECRET = 'STRATA_OIDC_CLIENT_SECRET';

/** Empty is as good as not set: files of environments have lines without a value. */
const text = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined);
const url = text.refine((value) => value === undefined || isSafe(value), {
  error: 'expected an https address, or http on this machine, without a query',
});
const environment = z.object({
  STRATA_OIDC_ISSUER: url,
  STRATA_OIDC_CLIENT_ID: text,
  STRATA_OIDC_CLIENT_SECRET: text,
  STRATA_OIDC_GROUPS: text.transform((value, context) => {
    try {
      return value === undefined ? undefined : readGroups(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  }),
  STRATA_OIDC_GROUPS_CLAIM: text,
  STRATA_OIDC_SCOPE: text.refine((value) => value === undefined || value.split(/ +/).includes('openid'), {
    error: 'expected "openid" among the words',
  }),
  STRATA_OIDC_NAME: text,
  STRATA_OIDC_HOURS: text
    .transform((value) => Number(value ?? 12))
    .refine((hours) => hours > 0 && hours <= 24 * 365, { error: 'expected hours, more than 0 and at most a year’s' }),
  STRATA_PAGES_URL: url,
});

/**
 * How people sign in with OpenID Connect, as the environment has it.
 * @param pagesUrl where the pages are unless STRATA_PAGES_URL says otherwise; null where only that can tell
 * @returns undefined when STRATA_OIDC_ISSUER is not set
 * @throws StrataError BAD_CONFIG that names the variable and what is expected of it
 */
export function readOidcSettings(
  variables: Readonly<Record<string, string | undefined>>,
  pagesUrl: string | null,
): OidcSettings | undefined {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StrataError('BAD_CONFIG', `${String(issue?.path[0])}: ${issue?.message}.`);
  }
  const set = parsed.data;
  const { STRATA_OIDC_ISSUER: issuer, STRATA_OIDC_CLIENT_ID: clientId, STRATA_OIDC_GROUPS: roles } = set;
  if (issuer === undefined) {
    if (clientId === undefined && roles === undefined) return undefined;
    throw missing('STRATA_OIDC_ISSUER', 'the address of the OpenID provider');
  }
  if (clientId === undefined) throw missing('STRATA_OIDC_CLIENT_ID', 'what Strata is called at the provider');
  if (roles === undefined) throw missing('STRATA_OIDC_GROUPS', 'who may do what, such as "lab=viewer;operators=admin"');
  const pages = set.STRATA_PAGES_URL ?? pagesUrl;
  if (pages === null) throw missing('STRATA_PAGES_URL', 'the address at which browsers reach the pages');
  return {
    issuer,
    clientId,
    clientSecret: set.STRATA_OIDC_CLIENT_SECRET ?? null,
    scope: set.STRATA_OIDC_SCOPE ?? 'openid profile',
    groupsClaim: set.STRATA_OIDC_GROUPS_CLAIM ?? 'groups',
    roles,
    name: set.STRATA_OIDC_NAME ?? new URL(issuer).host,
    sessionSeconds: Math.ceil(set.STRATA_OIDC_HOURS * HOUR_SECONDS),
    pagesUrl: pages.replace(/\/+$/, ''),
  };
}

/** The environment without the client's secret, for processes that need not know it. */
export function withoutClientSecret(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { [SECRET]: _, ...rest } = variables;
  return rest;
}

/**
 * `lab=viewer;operators=admin`: groups may hold anything but semicolons, commas and equals signs of a directory's names
 * included, so the last sign divides.
 */
function readGroups(value: string): ReadonlyMap<string, Role> {
  const pairs = value.split(';').map((pair) => pair.trim());
  const roles = new Map<string, Role>();
  for (const pair of pairs.filter((one) => one !== '')) {
    const at = pair.lastIndexOf('=');
    const [group, word] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    const role = ROLES.find((one) => one === word.toUpperCase());
    if (at < 1 || group === '' || !role)
      throw new Error(
        `expected pairs such as "lab=viewer;operators=admin" with viewer, reviewer or admin, found "${pair}"`,
      );
    roles.set(group, role);
  }
  if (roles.size === 0) throw new Error('expected a group at least, such as "lab=viewer"');
  return roles;
}

/** Whoever listens on the way could sign in as anybody. */
function isSafe(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, search, hash, username } = new URL(value);
  if (search !== '' || hash !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function missing(name: string, what: string): StrataError {
  const message = `Expected ${name}, ${what}: people can sign in with OpenID Connect only when it is set. Set it, or none of STRATA_OIDC_*.`;
  return new StrataError('BAD_CONFIG', message);
}
